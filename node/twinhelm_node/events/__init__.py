"""What happened, and why: kept on disk, watched live."""

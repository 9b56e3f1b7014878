"""Starting, stopping and watching protected applications through drivers."""

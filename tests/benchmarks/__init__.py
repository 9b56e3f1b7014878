"""What Twinhelm costs and how long it takes, measured side by side in one run: `./dev bench`."""

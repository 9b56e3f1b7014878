"""Capture: the file system over a protected folder that puts every change into the unsafe queue before it is answered."""

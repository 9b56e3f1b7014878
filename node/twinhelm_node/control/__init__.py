"""The control process: builds its parts, connects them, runs them. Nothing but the command line imports this package."""

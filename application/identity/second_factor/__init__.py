"""Setting up, showing and giving up a second factor; signing in with it."""

"""What the README promises, tried."""

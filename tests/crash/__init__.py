"""The whole shop as processes, killed at random while it sells."""

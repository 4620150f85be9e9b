"""The `stoa` command: the same use cases, for a terminal."""

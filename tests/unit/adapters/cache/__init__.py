"""The levels of the answer cache."""

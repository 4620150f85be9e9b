"""What staff may do, and where."""

"""Privacy, in memory."""

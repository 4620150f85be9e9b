"""Privacy in memory."""

"""Search by plain words, in memory."""

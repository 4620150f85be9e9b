"""Aggregates written by hand-made statements, where the mapping would cost most of the time."""

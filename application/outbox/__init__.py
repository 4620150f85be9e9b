"""Reliable delivery of events: who still has to be told, what failed, and when it is tried again."""

"""Accounts by use cases, in memory."""

"""Prices per variant and channel with validity and history."""

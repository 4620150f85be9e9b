"""Signing in with an account that somebody has elsewhere, linking it and unlinking it."""

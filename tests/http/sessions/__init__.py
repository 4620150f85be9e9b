"""Tokens and sessions over HTTP."""

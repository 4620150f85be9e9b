"""Tokens and, later, passwords: with PyJWT, never own cryptography."""

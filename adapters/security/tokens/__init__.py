"""Tokens of people: made, signed, verified and taken back, with PyJWT and cryptography."""

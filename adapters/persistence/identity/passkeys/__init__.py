"""Passkeys in PostgreSQL."""

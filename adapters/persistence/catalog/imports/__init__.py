"""Imports, their files, and products written set-based, in PostgreSQL."""

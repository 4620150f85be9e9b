"""Privacy in PostgreSQL."""

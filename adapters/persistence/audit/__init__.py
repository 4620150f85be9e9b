"""The audit log in PostgreSQL: append-only tables, recording, chaining, reading."""

"""Sessions, signing keys and revocations in PostgreSQL."""

"""Alembic migrations: expand, backfill, contract; never a lock that waits."""

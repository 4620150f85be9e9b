"""Full-text search in PostgreSQL, for shops that need no search cluster."""

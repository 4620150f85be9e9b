"""The shoppers' catalogue on real PostgreSQL and Redis."""

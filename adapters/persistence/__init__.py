"""PostgreSQL through SQLAlchemy: tables, imperative mappings, repositories, read queries, unit of work, outbox, migrations."""

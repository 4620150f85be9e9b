"""Two ways to drive the shop: its use cases in memory, and real HTTP with PostgreSQL, Redis and a worker."""

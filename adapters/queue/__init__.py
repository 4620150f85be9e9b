"""The queue: RQ on Redis carries deliveries to workers; what must not be lost is in the database."""

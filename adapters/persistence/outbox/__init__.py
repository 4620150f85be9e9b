"""State of deliveries and recurring work in PostgreSQL."""

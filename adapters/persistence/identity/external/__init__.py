"""Links to accounts elsewhere, and journeys to providers, in PostgreSQL."""

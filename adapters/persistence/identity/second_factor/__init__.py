"""Second factors and sign-ins that wait for one, in PostgreSQL."""

"""Orders: what was bought, as it was bought."""

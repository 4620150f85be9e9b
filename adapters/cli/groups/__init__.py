"""Command groups: one module a context."""

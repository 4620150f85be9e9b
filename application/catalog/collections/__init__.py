"""Collections, chosen by hand or by rules."""

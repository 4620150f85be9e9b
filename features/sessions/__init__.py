"""Being signed in."""

"""Products with their variants, media and publications."""

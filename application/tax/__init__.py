"""Tax zones, categories, rates and their calculation."""

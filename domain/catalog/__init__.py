"""The catalogue: channels, categories, product types, products, variants, collections."""

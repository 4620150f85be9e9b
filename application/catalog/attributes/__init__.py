"""Attributes, and the product types made of them."""

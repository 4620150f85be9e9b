"""Keeping the catalogue, and reading it in a storefront."""

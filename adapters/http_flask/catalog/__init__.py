"""Catalogue endpoints: storefront and admin."""

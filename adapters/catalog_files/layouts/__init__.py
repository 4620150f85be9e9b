"""Layouts other than Shopify's: column mappings, gathered rows, dumps of other shops."""

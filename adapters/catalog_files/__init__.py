"""Catalogue files: the Shopify product CSV in and out, and other layouts by mapping."""

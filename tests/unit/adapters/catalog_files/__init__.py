"""Tests: unit adapters catalog_files."""

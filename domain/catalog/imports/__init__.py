"""Imports of catalogue files."""

"""Shipping zones, methods and their rates."""

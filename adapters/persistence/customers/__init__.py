"""Customers: who they are, where their things go, and what the shop knows of them."""

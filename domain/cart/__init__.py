"""Carts: what somebody wants to buy, before any promise."""

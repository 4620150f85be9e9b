"""Checkout: from a cart to a frozen, versioned quote."""

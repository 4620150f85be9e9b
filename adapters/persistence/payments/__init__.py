"""Payments: a ledger of provider events and the balances computed from it."""

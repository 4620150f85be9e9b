"""Accounts: registration, passwords, addresses, mailed secrets."""

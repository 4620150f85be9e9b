"""Sessions, signing keys and revocations in memory."""

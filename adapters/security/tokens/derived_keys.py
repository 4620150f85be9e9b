"""Keys made of the installation's secret, one a purpose: what one of them signs is worthless to all others."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived_key(secret: str, purpose: str) -> bytes:
    """32 bytes (HKDF-SHA256), always the same for the same two."""
    return HKDF(SHA256(), 32, salt=None, info=f"stoa {purpose}".encode()).derive(secret.encode())

"""Lower case for A to Z alone: no look-alike of another script becomes one of them."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

_TABLE = str.maketrans(ascii_uppercase, ascii_lowercase)


def lowered(text: str) -> str:
    """As PostgreSQL's `lower` does in the C collation."""
    return text.translate(_TABLE)

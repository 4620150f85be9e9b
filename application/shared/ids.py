"""The port to identifiers and unguessable tokens."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    def new(self) -> UUID:
        """A fresh UUIDv7, roughly ordered by time of creation."""
        ...


class Tokens(Protocol):
    def new(self) -> str:
        """A URL-safe secret of at least 192 random bits (a cart or order token)."""
        ...

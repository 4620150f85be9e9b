"""UUIDv7 identifiers and random tokens."""

from __future__ import annotations

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7


class Uuid7Ids:
    def new(self) -> UUID:
        return uuid7()


class RandomTokens:
    def new(self) -> str:
        return secrets.token_urlsafe(24)

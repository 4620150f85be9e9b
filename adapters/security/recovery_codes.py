"""Recovery codes, and keyed digests of whatever is kept without being known."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from adapters.security.tokens.derived_keys import derived_key

#: Without what people confuse: no 0 and o, 1 and l and i; 31 characters, so 13 of them are 64 bits.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_PARTS, _PART_LENGTH = 3, 5


class RandomRecoveryCodes:
    """Three groups of five characters: 74 bits."""

    def new(self, count: int) -> tuple[str, ...]:
        return tuple("-".join(self._part() for _ in range(_PARTS)) for _ in range(count))

    @staticmethod
    def _part() -> str:
        return "".join(secrets.choice(ALPHABET) for _ in range(_PART_LENGTH))


class HmacDigests:
    """HMAC-SHA256 under a key of its own. Fast on purpose: what is digested here is random, nobody can guess it."""

    def __init__(self, signing_key: str) -> None:
        self._key = derived_key(signing_key, "digests of secrets")

    def of(self, purpose: str, secret: str) -> str:
        return self._code(b"keep", purpose, secret).hex()

    def derive(self, purpose: str, secret: str) -> str:
        return urlsafe_b64encode(self._code(b"derive", purpose, secret)).decode().rstrip("=")

    def _code(self, use: bytes, purpose: str, secret: str) -> bytes:
        return hmac.digest(self._key, b"\0".join((use, purpose.encode(), secret.encode())), hashlib.sha256)

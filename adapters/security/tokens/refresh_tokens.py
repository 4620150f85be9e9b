"""Refresh tokens: opaque texts of 80 bytes, of which only a digest is kept.

session id (16) · secret (32) · tag (32). The tag tells a token that was ours once from noise, so that only true copies end a
session. The secret of a successor is a MAC over the used token and a random salt: whoever races with the used token in hand
gets the same one again, while the salt is kept; neither the database nor the installation's secret alone can make it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from adapters.security.tokens.derived_keys import derived_key
from application.sessions.ports import PresentedToken, RefreshToken
from domain.sessions.errors import InvalidRefreshToken
from domain.shared.ids import SessionId

_ID, _SECRET, _TAG = 16, 32, 32
#: Base64url of 80 bytes without padding.
LENGTH = 107


class DerivedRefreshTokens:
    """See `application.sessions.ports.RefreshTokens`."""

    def __init__(self, secret: str) -> None:
        self._tags = derived_key(secret, "refresh token tags")
        self._successors = derived_key(secret, "refresh token successors")

    def first(self, session_id: SessionId) -> RefreshToken:
        return self._token(session_id, secrets.token_bytes(_SECRET))

    def salt(self) -> str:
        return secrets.token_urlsafe(24)

    def successor(self, text: str, session_id: SessionId, salt: str) -> RefreshToken:
        return self._token(session_id, hmac.digest(self._successors, f"{salt} {text}".encode(), "sha256"))

    def read(self, text: str) -> PresentedToken:
        if len(text) != LENGTH or not text.isascii():
            raise InvalidRefreshToken
        try:
            raw = urlsafe_b64decode(text + "=")
        except (Error, ValueError):
            raise InvalidRefreshToken from None
        # One token has one text: what decodes to the same bytes in another spelling is none of ours.
        if len(raw) != _ID + _SECRET + _TAG or _encoded(raw) != text:
            raise InvalidRefreshToken
        genuine = hmac.compare_digest(raw[-_TAG:], self._tag(raw[:-_TAG]))
        return PresentedToken(SessionId(UUID(bytes=raw[:_ID])), text, _digest(text), genuine)

    def _token(self, session_id: SessionId, secret: bytes) -> RefreshToken:
        body = session_id.bytes + secret
        text = _encoded(body + self._tag(body))
        return RefreshToken(text, _digest(text))

    def _tag(self, body: bytes) -> bytes:
        return hmac.digest(self._tags, body, "sha256")


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _digest(text: str) -> str:
    # 256 random bits need no slow hash.
    return hashlib.sha256(text.encode()).hexdigest()

"""Tokens of mailed secrets: the id, and an HMAC over purpose and id under a key of its own."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.shared.ids import MailedSecretId

_ID_BYTES = 16
_TOKEN_LENGTH = 64


class HmacSecretTokens:
    """64 characters that fit into a link: 16 bytes of id, 32 of HMAC-SHA256. Whoever reads the database cannot make one."""

    def __init__(self, signing_key: str) -> None:
        self._key = hmac.digest(signing_key.encode(), b"mailed-secrets", hashlib.sha256)

    def token(self, secret_id: MailedSecretId, purpose: SecretPurpose) -> str:
        return urlsafe_b64encode(secret_id.bytes + self._code(secret_id, purpose)).decode()

    def read(self, token: str, purpose: SecretPurpose) -> MailedSecretId | None:
        if len(token) != _TOKEN_LENGTH or not token.isascii():
            return None
        try:
            raw = urlsafe_b64decode(token.encode())
        except ValueError:
            return None
        if len(raw) != _ID_BYTES + hashlib.sha256().digest_size:
            return None
        secret_id = MailedSecretId(UUID(bytes=raw[:_ID_BYTES]))
        return secret_id if hmac.compare_digest(raw[_ID_BYTES:], self._code(secret_id, purpose)) else None

    def _code(self, secret_id: MailedSecretId, purpose: SecretPurpose) -> bytes:
        return hmac.digest(self._key, purpose.value.encode() + b"\0" + secret_id.bytes, hashlib.sha256)

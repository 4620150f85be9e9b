"""Authenticator codes by pyotp; their secrets sealed with AES-GCM for one account each, under a key of their own."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.security.tokens.derived_keys import derived_key
from domain.identity.second_factor.errors import SecondFactorUnreadable
from domain.shared.ids import AccountId

#: Seconds a code lasts, and how many codes before and after the present one are taken: clocks of telephones drift.
PERIOD, DRIFT = 30, 1
_NONCE_BYTES = 12


class PyotpCodes:
    """See `application.identity.second_factor.ports.OneTimeCodes`. `issuer` is the shop's name in the authenticator."""

    def __init__(self, signing_key: str, issuer: str) -> None:
        self._cipher = AESGCM(derived_key(signing_key, "second factor secrets"))
        self._issuer = issuer

    def new_secret(self, account_id: AccountId) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, pyotp.random_base32().encode(), account_id.bytes)
        return urlsafe_b64encode(nonce + sealed).decode()

    def open_secret(self, sealed: str, account_id: AccountId) -> str:
        raw = urlsafe_b64decode(sealed.encode())
        try:
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], account_id.bytes).decode()
        except InvalidTag as error:
            raise SecondFactorUnreadable from error

    def uri(self, sealed: str, account_id: AccountId, name: str) -> str:
        return self._totp(sealed, account_id).provisioning_uri(name=name, issuer_name=self._issuer)

    def step(self, sealed: str, account_id: AccountId, code: str, now: datetime) -> int | None:
        totp = self._totp(sealed, account_id)
        moments = [now + timedelta(seconds=PERIOD * drift) for drift in range(-DRIFT, DRIFT + 1)]
        # All are compared, whichever fits: the time it takes says nothing.
        fitting = [moment for moment in moments if hmac.compare_digest(totp.at(moment).encode(), code.encode())]
        return int(fitting[-1].timestamp()) // PERIOD if fitting else None

    def _totp(self, sealed: str, account_id: AccountId) -> pyotp.TOTP:
        return pyotp.TOTP(self.open_secret(sealed, account_id), interval=PERIOD)

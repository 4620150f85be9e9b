"""Access tokens: JWTs as of RFC 9068, signed with the current key and read with the key that they name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from adapters.security.tokens.headers import claimed_header
from adapters.security.tokens.key_making import ALGORITHM
from adapters.security.tokens.key_ring import KeyRing
from application.sessions.ports import AccessToken
from domain.sessions.audience import Audience
from domain.sessions.session import Session
from domain.shared.errors import Unauthenticated
from domain.shared.ids import AccountId, SessionId

TYPE = "at+jwt"
_REQUIRED = ["iss", "sub", "sid", "aud", "iat", "exp", "auth_time", "amr"]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. `issued_at` is exact to the microsecond: it is compared with revocations."""

    account_id: AccountId
    session_id: SessionId
    audience: Audience
    issued_at: datetime
    expires_at: datetime
    signed_in_at: datetime
    methods: tuple[str, ...]
    impersonator_id: AccountId | None

    @property
    def strong(self) -> bool:
        return "mfa" in self.methods


class JwtAccessTokens:
    """See `application.sessions.ports.AccessTokens`. `issuer` is the address of this installation."""

    def __init__(self, ring: KeyRing, issuer: str, lifetime: timedelta) -> None:
        self._ring, self._issuer, self._lifetime = ring, issuer, lifetime

    def issue(self, session: Session, now: datetime) -> AccessToken:
        key, private = self._ring.signer()
        expires_at = min(now + self._lifetime, session.ends_at)
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "sub": str(session.account_id),
            "sid": str(session.id),
            "aud": session.audience.value,
            "iat": now.timestamp(),
            "exp": expires_at.timestamp(),
            "auth_time": int(session.signed_in_at.timestamp()),
            "amr": [*session.methods, *(("mfa",) if session.strong else ())],
        }
        if session.impersonator_id is not None:
            claims["act"] = {"sub": str(session.impersonator_id)}
        headers = {"kid": str(key.id), "typ": TYPE}
        return AccessToken(jwt.encode(claims, private, algorithm=ALGORITHM, headers=headers), expires_at)

    def read(self, token: str) -> Claims:
        """The claims of a token of ours, whether expired or not. Raises Unauthenticated for anything else, without saying why.

        The key decides the algorithm, never the token.
        """
        try:
            header = claimed_header(token)
            kid = header.get("kid")
            verifier = self._ring.verifier(kid) if isinstance(kid, str) else None
            if verifier is None or header.get("typ") != TYPE:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                verifier.public,
                algorithms=[verifier.key.algorithm],
                audience=[audience.value for audience in Audience],
                issuer=self._issuer,
                # Times are compared with the application's clock, not the library's.
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "strict_aud": False},
            )
            return _claims(claims)
        except (jwt.InvalidTokenError, ValueError, TypeError, KeyError, OverflowError) as error:
            raise Unauthenticated from error


def _claims(claims: dict[str, Any]) -> Claims:
    act = claims.get("act")
    return Claims(
        account_id=AccountId(UUID(claims["sub"])),
        session_id=SessionId(UUID(claims["sid"])),
        audience=Audience(claims["aud"]),
        issued_at=_instant(claims["iat"]),
        expires_at=_instant(claims["exp"]),
        signed_in_at=_instant(claims["auth_time"]),
        methods=tuple(claims["amr"]),
        impersonator_id=None if act is None else AccountId(UUID(act["sub"])),
    )


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

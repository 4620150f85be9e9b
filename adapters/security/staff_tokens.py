"""Signed bearer tokens for staff, until accounts exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import jwt

from application.shared.actor import Actor, ActorKind
from application.shared.clock import Clock
from application.shared.permissions import PERMISSIONS
from domain.shared.errors import Unauthenticated

AUDIENCE = "stoa-admin"
ALGORITHM = "HS256"


@dataclass(frozen=True)
class StaffTokens:
    """Issues and reads tokens; `secret` has at least 32 characters."""

    secret: str
    clock: Clock

    def issue(self, name: str, permissions: frozenset[str], lifetime: timedelta) -> str:
        now = self.clock.now()
        claims = {
            "sub": name,
            "aud": AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "permissions": sorted(permissions),
        }
        return jwt.encode(claims, self.secret, algorithm=ALGORITHM)

    def authenticate(self, token: str) -> Actor:
        """The actor of a valid token. Raises Unauthenticated for anything else, without saying why to an attacker."""
        try:
            claims = jwt.decode(
                token,
                self.secret,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["exp", "sub", "aud"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as error:
            raise Unauthenticated from error
        # Expiry is checked against the application's clock, not the library's.
        if claims["exp"] <= self.clock.now().timestamp():
            raise Unauthenticated
        permissions = frozenset(claims.get("permissions", ())) & PERMISSIONS.keys()
        return Actor(ActorKind.STAFF, claims["sub"], permissions)

"""Bearer tokens that the operator makes on the command line: a name and permissions, signed with a key of the installation's secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import jwt

from adapters.security.tokens.derived_keys import derived_key
from adapters.security.tokens.headers import claimed_header
from application.shared.actor import Actor, ActorKind
from application.shared.clock import Clock
from application.shared.permissions import PERMISSIONS
from domain.shared.errors import Unauthenticated

AUDIENCE = "stoa-operator"
ALGORITHM = "HS256"
#: In the header, so that nothing else is ever taken for one, nor one for anything else.
TYPE = "operator+jwt"


def is_staff_token(token: str) -> bool:
    """What the token says of itself; nothing is verified yet."""
    return claimed_header(token).get("typ") == TYPE


@dataclass(frozen=True)
class StaffTokens:
    """Issues and reads them; `secret` is the installation's. There is no account behind one and no list of them: they hold until
    they expire or the secret changes.
    """

    secret: str
    clock: Clock

    @cached_property
    def _key(self) -> bytes:
        return derived_key(self.secret, "operator tokens")

    def issue(self, name: str, permissions: frozenset[str], lifetime: timedelta) -> str:
        now = self.clock.now()
        claims = {
            "sub": name,
            "aud": AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "permissions": sorted(permissions),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"typ": TYPE})

    def read(self, token: str) -> tuple[Actor, datetime]:
        """Its actor and when it expires, expired or not. Raises Unauthenticated for anything else, without saying why to an attacker."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["exp", "sub", "aud"], "verify_exp": False, "verify_iat": False},
            )
            permissions = frozenset(claims.get("permissions", ())) & PERMISSIONS.keys()
            return Actor(ActorKind.STAFF, claims["sub"], permissions), datetime.fromtimestamp(claims["exp"], UTC)
        except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError) as error:
            raise Unauthenticated from error

    def authenticate(self, token: str) -> Actor:
        """The actor of a token that is valid now."""
        actor, expires_at = self.read(token)
        # Expiry is checked against the application's clock, not the library's.
        if not is_staff_token(token) or expires_at <= self.clock.now():
            raise Unauthenticated
        return actor

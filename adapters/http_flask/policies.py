"""Who may call an endpoint: declared with it, enforced by the dispatcher, shown in the OpenAPI document, proved by the access matrix.

A policy stands in front of the use case, never instead of it: the use case checks its permission again, and it alone knows
whose the objects are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.shared.actor import Actor
from domain.sessions.audience import Audience as Surface
from domain.shared.errors import (
    DomainError,
    FreshSignInRequired,
    PermissionDenied,
    SecondFactorEnrolmentRequired,
    SecondFactorRequired,
    Unauthenticated,
)

_SHOP, _ADMIN = frozenset({Surface.SHOP}), frozenset({Surface.ADMIN})
_BOTH = _SHOP | _ADMIN

#: Alternatives, each of schemes of the OpenAPI document (`openapi/schemes.py`) with the scopes that they must bring; `{}` is
#: nobody in particular.
Security = list[dict[str, list[str]]]


@dataclass(frozen=True)
class Policy:
    """What all policies share. `kind` names it in the document (`x-policy`).

    `reads_token` says that the actor is established before anything else, so that a token which is not valid is refused.
    """

    kind: ClassVar[str]

    @property
    def reads_token(self) -> bool:
        return True

    @property
    def surfaces(self) -> frozenset[Surface]:
        """Tokens of these audiences are accepted, all others are as good as none."""
        return _SHOP

    def admit(self, actor: Actor, now: datetime) -> None:
        """Raise Unauthenticated (or what derives from it) or PermissionDenied for somebody who may not."""

    @property
    def refusals(self) -> tuple[type[DomainError], ...]:
        """What `admit` may raise, and reading the token."""
        return (Unauthenticated,) if self.reads_token else ()

    @property
    def security(self) -> Security:
        return []

    @property
    def facts(self) -> dict[str, object]:
        """Further properties of `x-policy`."""
        return {}

    @property
    def sentence(self) -> str:
        """For the operation's description; empty where there is nothing to say."""
        return ""


@dataclass(frozen=True)
class Public(Policy):
    """Everybody. A token is not looked at (but to tell whose Idempotency-Key it is): a stale one keeps no visitor out."""

    kind = "public"

    @property
    def reads_token(self) -> bool:
        return False

    @property
    def surfaces(self) -> frozenset[Surface]:
        return _BOTH


@dataclass(frozen=True)
class BearerOfRefreshToken(Public):
    """Whoever brings a refresh token: apps in the body, pages of ours in the cookie, with the CSRF token beside it.

    `or_signed_in` says that the session of an access token will do as well.
    """

    kind = "bearer_of_refresh_token"
    or_signed_in: bool = False

    @property
    def security(self) -> Security:
        signed_in: Security = [{"session": []}, {"staff": []}] if self.or_signed_in else []
        return [{}, {"refresh_cookie": [], "csrf_token": []}, *signed_in]

    @property
    def facts(self) -> dict[str, object]:
        return {"or_signed_in": self.or_signed_in}

    @property
    def sentence(self) -> str:
        also = ", or is signed in" if self.or_signed_in else ""
        return f"For whoever brings a refresh token, in the body or in the cookie{also}."


@dataclass(frozen=True)
class PublicOrSignedIn(Policy):
    """Everybody; who is signed in is recognised (their cart, their orders). A token that is not valid is refused."""

    kind = "public_or_signed_in"

    @property
    def security(self) -> Security:
        return [{}, {"session": []}]

    @property
    def sentence(self) -> str:
        return "Whoever is signed in is recognised; nobody needs to be."


@dataclass(frozen=True)
class BearerOfSecret(Policy):
    """Whoever knows the secret in the path, `parameter`; a wrong one is 404, as if there were nothing.

    `recognises` says that the actor matters besides (a cart that belongs to somebody): then a bad token is refused.
    """

    kind = "bearer_of_secret"
    parameter: str = "token"
    recognises: bool = False

    @property
    def reads_token(self) -> bool:
        return self.recognises

    @property
    def security(self) -> Security:
        return [{}, {"session": []}] if self.recognises else []

    @property
    def facts(self) -> dict[str, object]:
        return {"parameter": self.parameter, "recognises": self.recognises}

    @property
    def sentence(self) -> str:
        return f"For whoever knows the secret `{self.parameter}` in the address."


@dataclass(frozen=True)
class SignedByProvider(Policy):
    """Machines outside who sign their message; the use case checks the signature."""

    kind = "signed_by_provider"

    @property
    def reads_token(self) -> bool:
        return False

    @property
    def sentence(self) -> str:
        return "The message must carry a valid signature."


@dataclass(frozen=True)
class Operator(Policy):
    """Probes of whoever runs the installation; kept from the outside by the network, not by a token."""

    kind = "operator"

    @property
    def reads_token(self) -> bool:
        return False


@dataclass(frozen=True)
class SignedIn(Policy):
    """Whoever is signed in, customer or staff, and sees their own things alone: other people's are 404.

    `own_hands` refuses staff who act as this person, `fresh` asks for credentials shown lately (and for own hands),
    `strong` for a second factor in this session.
    """

    kind = "signed_in"
    own_hands: bool = False
    fresh: bool = False
    strong: bool = False

    @property
    def surfaces(self) -> frozenset[Surface]:
        return _BOTH

    def admit(self, actor: Actor, now: datetime) -> None:
        actor.require_account()
        if self.own_hands or self.fresh:
            actor.require_own_hands()
        if self.fresh:
            actor.require_fresh(now)
        if self.strong and not actor.strong:
            raise SecondFactorRequired

    @property
    def refusals(self) -> tuple[type[DomainError], ...]:
        # Machines have no account, so PermissionDenied is always among them.
        fresh = (FreshSignInRequired,) if self.fresh else ()
        return (Unauthenticated, PermissionDenied, *fresh, *((SecondFactorRequired,) if self.strong else ()))

    @property
    def security(self) -> Security:
        return [{"session": []}, {"staff": []}]

    @property
    def facts(self) -> dict[str, object]:
        return {"own_hands": self.own_hands or self.fresh, "fresh": self.fresh, "strong": self.strong}

    @property
    def sentence(self) -> str:
        parts = ["For whoever is signed in"]
        parts += ["by own hands: staff acting as a customer may not"] if self.own_hands or self.fresh else []
        parts += ["credentials must have been shown lately"] if self.fresh else []
        return "; ".join(parts) + "."


@dataclass(frozen=True)
class Staff(Policy):
    """Staff and machines who hold `permission`: everywhere, or with `per_channel` in one channel at least.

    The use case of a `per_channel` endpoint asks again as soon as it knows the channel. `fresh` asks for credentials shown
    lately by the staff member's own hands, which no machine can do; `step_up` says that the use case asks for the same of
    everybody but the operator.
    """

    kind = "staff"
    permission: str
    per_channel: bool = False
    fresh: bool = False
    step_up: bool = False

    @property
    def surfaces(self) -> frozenset[Surface]:
        return _ADMIN

    def admit(self, actor: Actor, now: datetime) -> None:
        (actor.require_somewhere if self.per_channel else actor.require)(self.permission)
        if self.fresh:
            actor.require_fresh(now)

    @property
    def refusals(self) -> tuple[type[DomainError], ...]:
        return (Unauthenticated, PermissionDenied, SecondFactorEnrolmentRequired, *((FreshSignInRequired,) if self.fresh else ()))

    @property
    def security(self) -> Security:
        # What must be done by own hands is not for machines.
        machines: Security = [] if self.fresh or self.step_up else [{"api_key": [self.permission]}]
        return [{"staff": [self.permission]}, *machines]

    @property
    def facts(self) -> dict[str, object]:
        return {"permission": self.permission, "per_channel": self.per_channel, "fresh": self.fresh, "step_up": self.step_up}

    @property
    def sentence(self) -> str:
        where = ", in the channel concerned at least" if self.per_channel else ""
        fresh = " Credentials must have been shown lately." if self.fresh else ""
        return f"Needs the permission `{self.permission}`{where}.{fresh}"

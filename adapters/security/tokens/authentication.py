"""Who shows a bearer token: verified once a process and token, checked against revocations at every use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import TypeVar

from adapters.security.staff_tokens import StaffTokens, is_staff_token
from adapters.security.tokens.access_tokens import Claims, JwtAccessTokens
from adapters.security.tokens.key_ring import KeyRing
from adapters.security.tokens.revoked import RevokedNow
from application.sessions.ports import HeldRights, MachineKeys, Rights
from application.shared.actor import Actor, ActorKind
from application.shared.clock import Clock
from domain.sessions.audience import Audience
from domain.sessions.revocation import Revocation, RevocationKind
from domain.shared.errors import Unauthenticated
from domain.shared.ids import AccountId

#: API keys say so in their first letters; everything else is a JWT.
KEY_PREFIX = "stoa_"
IMPERSONATE = "customers.impersonate"
#: Longer than any token of ours: what is longer is not looked at.
MAX_LENGTH = 4096
#: Verified tokens that a process remembers, about 2 kB each.
REMEMBERED = 5_000
RIGHTS_SECONDS = 60.0

T = TypeVar("T", "_Known", "_Operator")


@dataclass(slots=True)
class _Known:
    """A token whose signature was verified. `actor` is made for `stamp`; rights that changed make it anew."""

    claims: Claims
    generation: int
    actor: Actor | None = None
    stamp: int = -1
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class _Operator:
    """A token of the operator's own making, see `stoa staff token`."""

    actor: Actor
    expires_at: datetime


@dataclass(frozen=True)
class StaffRules:
    """What is asked of staff beyond a valid token."""

    second_factor_required: bool


class Authentication:
    """What `Application.authenticate` is: raises Unauthenticated for every token that does not hold, without saying why."""

    def __init__(
        self,
        tokens: JwtAccessTokens,
        operator_tokens: StaffTokens,
        ring: KeyRing,
        revoked: RevokedNow,
        rights: Rights,
        keys: MachineKeys,
        staff_rules: StaffRules,
        clock: Clock,
    ) -> None:
        self._tokens, self._operator_tokens, self._ring, self._revoked = tokens, operator_tokens, ring, revoked
        self._rights, self._keys, self._clock = rights, keys, clock
        self._staff_rules = staff_rules
        self._lock = Lock()
        self._remembered: dict[str, _Known | _Operator] = {}
        self._held: dict[AccountId, tuple[float, HeldRights | None]] = {}
        self._stamp = 0
        revoked.listen(self._on_revocation)

    def __call__(self, token: str, audiences: frozenset[Audience]) -> Actor:
        """The actor of a token that one of `audiences` accepts. Raises RevocationsUnknown when nobody knows what was revoked."""
        if len(token) > MAX_LENGTH:
            raise Unauthenticated
        if token.startswith(KEY_PREFIX):
            return self._machine(token, audiences)
        known = self._remembered.get(token)
        if known is None and is_staff_token(token):
            known = self._remember(token, _Operator(*self._operator_tokens.read(token)))
        if isinstance(known, _Operator):
            return self._operator(known, audiences)
        # First what was revoked: signing keys may be among it.
        self._revoked.renew()
        generation = self._ring.renewed()
        if known is None or known.generation != generation:
            known = self._remember(token, _Known(self._tokens.read(token), generation))
        return self._person(known, audiences)

    def _machine(self, token: str, audiences: frozenset[Audience]) -> Actor:
        self._revoked.renew()
        actor = self._keys.actor(token) if Audience.ADMIN in audiences else None
        if actor is None:
            raise Unauthenticated
        return actor

    def _operator(self, known: _Operator, audiences: frozenset[Audience]) -> Actor:
        if Audience.ADMIN not in audiences or known.expires_at <= self._clock.now():
            raise Unauthenticated
        return known.actor

    def _person(self, known: _Known, audiences: frozenset[Audience]) -> Actor:
        claims = known.claims
        if claims.expires_at <= self._clock.now() or claims.audience not in audiences:
            raise Unauthenticated
        if self._is_revoked(claims):
            raise Unauthenticated
        if known.actor is None or known.stamp != self._stamp or known.until <= monotonic():
            known.stamp = self._stamp
            known.actor, known.until = self._actor(claims), monotonic() + RIGHTS_SECONDS
        return known.actor

    def _is_revoked(self, claims: Claims) -> bool:
        revoked = self._revoked
        if revoked.at(RevocationKind.SESSION, claims.session_id) is not None:
            return True
        for account_id in (claims.account_id, claims.impersonator_id):
            at = None if account_id is None else revoked.at(RevocationKind.ACCOUNT, account_id)
            if at is not None and claims.issued_at <= at:
                return True
        return False

    def _remember(self, token: str, known: T) -> T:
        with self._lock:
            if len(self._remembered) >= REMEMBERED:
                # The older half goes: cheaper than keeping an order of use, and a token that comes again is verified again.
                self._remembered = dict(list(self._remembered.items())[REMEMBERED // 2 :])
            self._remembered[token] = known
        return known

    def _actor(self, claims: Claims) -> Actor:
        if claims.audience is Audience.SHOP:
            return self._customer(claims)
        held = self._rights_of(claims.account_id)
        if held is None:
            raise Unauthenticated
        # Signed in, and good for nothing but the own account, until a second factor was shown.
        held_back = self._staff_rules.second_factor_required and not claims.strong
        return Actor(
            ActorKind.STAFF,
            held.label,
            frozenset() if held_back else held.permissions,
            account_id=claims.account_id,
            session_id=claims.session_id,
            by_channel={} if held_back else held.by_channel,
            signed_in_at=claims.signed_in_at,
            strong=claims.strong,
            must_enrol=held_back,
        )

    def _customer(self, claims: Claims) -> Actor:
        impersonator = None
        if claims.impersonator_id is not None:
            held = self._rights_of(claims.impersonator_id)
            if held is None or not _may_impersonate(held):
                raise Unauthenticated
            impersonator = held.label
        return Actor(
            ActorKind.CUSTOMER,
            str(claims.account_id),
            account_id=claims.account_id,
            session_id=claims.session_id,
            impersonator_id=claims.impersonator_id,
            impersonator=impersonator,
            signed_in_at=claims.signed_in_at,
            strong=claims.strong,
        )

    def _rights_of(self, account_id: AccountId) -> HeldRights | None:
        until, held = self._held.get(account_id, (0.0, None))
        if until <= monotonic():
            stamp = self._stamp
            held = self._rights.of(account_id)
            if stamp == self._stamp:  # else they were revoked while we read them
                self._held[account_id] = (monotonic() + RIGHTS_SECONDS, held)
        return held

    def _on_revocation(self, revocation: Revocation) -> None:
        if revocation.kind in (RevocationKind.KEY, RevocationKind.RIGHTS, RevocationKind.ACCOUNT):
            # A key never allows more than the account that answers for it.
            self._keys.forget([revocation.subject])
        if revocation.kind is RevocationKind.SIGNING_KEY:
            self._ring.forget()
        elif revocation.kind in (RevocationKind.RIGHTS, RevocationKind.ACCOUNT):
            self._held.clear()
            self._stamp += 1


def _may_impersonate(held: HeldRights) -> bool:
    return IMPERSONATE in held.permissions or any(IMPERSONATE in permissions for permissions in held.by_channel.values())

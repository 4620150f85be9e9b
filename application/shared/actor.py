"""Who asks: anonymous visitors, customers, staff with permissions, and the system itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import NoReturn, Protocol

from domain.shared.errors import FreshSignInRequired, PermissionDenied, SecondFactorEnrolmentRequired, Unauthenticated
from domain.shared.ids import AccountId, ApiKeyId, ChannelId, SessionId

#: How long after showing credentials dangerous things may be done.
FRESH_FOR = timedelta(minutes=15)


class ActorKind(Enum):
    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command, as far as use cases need to know.

    `label` names the actor on screens of the moment; what is kept is signed, see `signature`. `permissions` are `orders.refund`
    style and hold everywhere, `by_channel` those that hold in one channel alone. `account_id` is there for customers and
    staff who signed in, `key_id` for machines with an API key. `impersonator_id` and `impersonator` are the staff account
    that acts as this customer. `signed_in_at` is when credentials were shown last; `strong` says that a second factor was
    among them; `must_enrol` is staff who need one and have not shown it: as staff they may do nothing. `quota` is how many
    requests a minute a key may send, when that is its own.
    """

    kind: ActorKind
    label: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    account_id: AccountId | None = None
    session_id: SessionId | None = None
    key_id: ApiKeyId | None = None
    by_channel: Mapping[ChannelId, frozenset[str]] = field(default_factory=dict)
    impersonator_id: AccountId | None = None
    impersonator: str | None = None
    signed_in_at: datetime | None = None
    strong: bool = False
    must_enrol: bool = False
    quota: int | None = None

    @property
    def signature(self) -> str:
        """For whatever is kept (timelines, movements, prices, log lines): people sign with the id of their account, which leads
        nowhere once they are forgotten; terminals, machines and the system with their name."""
        return self.label if self.account_id is None else str(self.account_id)

    @property
    def in_records(self) -> str:
        """For log lines: never a customer alone when it is staff who acts."""
        return self.signature if self.impersonator_id is None else f"{self.signature} by {self.impersonator_id}"

    def may(self, permission: str, channel: ChannelId | None = None) -> bool:
        """Whether it is allowed everywhere or, when `channel` is given, there."""
        if self.kind is ActorKind.SYSTEM or permission in self.permissions:
            return True
        return channel is not None and permission in self.by_channel.get(channel, ())

    def may_somewhere(self, permission: str) -> bool:
        """Whether it is allowed in one channel at least."""
        return self.may(permission) or any(permission in held for held in self.by_channel.values())

    def channels_with(self, permission: str) -> frozenset[ChannelId] | None:
        """Where it is allowed: None for everywhere, else the channels; what lists are cut to."""
        if self.may(permission):
            return None
        return frozenset(channel for channel, held in self.by_channel.items() if permission in held)

    def require(self, permission: str, channel: ChannelId | None = None) -> None:
        """Raise Unauthenticated for a visitor, PermissionDenied for somebody known without the permission."""
        if not self.may(permission, channel):
            self._refuse(permission)

    def require_somewhere(self, permission: str) -> None:
        """As `require`, for use cases that ask again once they know the channel."""
        if not self.may_somewhere(permission):
            self._refuse(permission)

    def require_account(self) -> AccountId:
        """The account that is signed in; raises Unauthenticated for visitors, PermissionDenied for machines."""
        if self.account_id is None:
            self._refuse("account", "This is for people who are signed in, not for machines.")
        return self.account_id

    def require_own_hands(self) -> AccountId:
        """As `require_account`, but not for staff who act as this customer: credentials are never theirs to change."""
        account_id = self.require_account()
        if self.impersonator_id is not None:
            raise PermissionDenied("own_hands", "This is for the person alone, not for staff who act for them.")
        return account_id

    def require_fresh(self, now: datetime, within: timedelta = FRESH_FOR) -> AccountId:
        """As `require_own_hands`, and credentials were shown lately; raises FreshSignInRequired."""
        account_id = self.require_own_hands()
        if self.signed_in_at is None or now - self.signed_in_at > within:
            raise FreshSignInRequired
        return account_id

    def require_step_up(self, now: datetime) -> None:
        """For dangerous work of staff: as `require_fresh`, for everybody who has credentials to show.

        The operator (the terminal, and tokens made there) and the system have none, and pass. Machines have none that anybody
        could show once more, and are refused: raises PermissionDenied, FreshSignInRequired.
        """
        if self.kind is ActorKind.SYSTEM or (self.kind is ActorKind.STAFF and self.account_id is None and self.key_id is None):
            return
        if self.key_id is not None:
            raise PermissionDenied("own_hands", "This is for people who can show their credentials once more, not for machines.")
        self.require_fresh(now)

    def _refuse(self, permission: str, reason: str = "") -> NoReturn:
        if self.kind is ActorKind.ANONYMOUS:
            raise Unauthenticated
        if self.must_enrol:
            raise SecondFactorEnrolmentRequired
        if self.may_somewhere(permission):
            reason = f"This needs the permission {permission!r} in more channels than yours, or in another."
        raise PermissionDenied(permission, reason)


ANONYMOUS = Actor(ActorKind.ANONYMOUS, "visitor")
SYSTEM = Actor(ActorKind.SYSTEM, "system")


class ByActor(Protocol):
    """A command that says who gives it; what the pipeline needs to check a permission."""

    @property
    def actor(self) -> Actor: ...

"""What sessions need from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWork
from domain.sessions.audience import Audience
from domain.sessions.revocation import Revocation, RevocationKind
from domain.sessions.session import Session
from domain.sessions.signing_key import SigningKey
from domain.shared.ids import AccountId, ChannelId, SessionId, SigningKeyId


class StoredSessions(Protocol):
    """Repository of sessions, ended ones too for a while."""

    def get(self, key: SessionId) -> Session: ...

    def find(self, key: SessionId) -> Session | None: ...

    def locked(self, key: SessionId) -> Session | None:
        """As it is now, nobody else changes it until this transaction ends."""
        ...

    def open_of(self, account_id: AccountId, now: datetime) -> list[Session]:
        """Those that still live, the last used first."""
        ...

    def locked_open_of(self, account_id: AccountId, now: datetime) -> list[Session]:
        """The same, locked in the order of their keys."""
        ...

    def add(self, aggregate: Session) -> None: ...

    def erase(self, account_id: AccountId) -> None:
        """Delete all of a person, ended ones too: they say where somebody was. End them before, or tokens live on."""
        ...


class Revocations(Protocol):
    """The feed that every process reads about once a second."""

    def add(self, kind: RevocationKind, subject: UUID, now: datetime) -> None:
        """Take back, with this transaction, what was issued for `subject` up to `now`."""
        ...

    def purge(self, now: datetime, limit: int) -> int:
        """Delete up to `limit` that nobody needs any more: what they took back has expired by itself."""
        ...


class RevocationFeed(Protocol):
    def recent(self, *, whole: bool) -> list[Revocation]:
        """What was written within the last two minutes, by the store's own clock; `whole`: everything that still matters.

        Two minutes, because a transaction may become visible long after it took its instant.
        """
        ...


class SessionsUnitOfWork(UnitOfWork, Protocol):
    """What a transaction needs that opens or ends sessions; contexts that do so extend it."""

    @property
    def sessions(self) -> StoredSessions: ...

    @property
    def revocations(self) -> Revocations: ...


class SigningKeys(Protocol):
    """Repository of signing keys; a shop has a handful."""

    def all(self) -> list[SigningKey]: ...

    def locked(self) -> list[SigningKey]:
        """All, and one transaction at a time may change which there are."""
        ...

    def add(self, aggregate: SigningKey) -> None: ...

    def remove(self, aggregate: SigningKey) -> None: ...


class SigningKeysUnitOfWork(UnitOfWork, Protocol):
    @property
    def signing_keys(self) -> SigningKeys: ...

    @property
    def revocations(self) -> Revocations: ...


@dataclass(frozen=True)
class NewKeyPair:
    algorithm: str
    public_key: str
    sealed_private_key: str


class PublicKeys(Protocol):
    def document(self) -> Mapping[str, object]:
        """The JSON Web Key Set (RFC 7517) of every key that verifies now or soon."""
        ...


class KeyMaker(Protocol):
    def make(self, key_id: SigningKeyId) -> NewKeyPair:
        """A fresh pair; the private half sealed under the installation's secret."""
        ...


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """`text` goes to its owner and nowhere else; `digest` is what is kept."""

    text: str = field(repr=False)
    digest: str


@dataclass(frozen=True, slots=True)
class PresentedToken:
    """`genuine`: it was made here for this session, whenever that was."""

    session_id: SessionId
    text: str = field(repr=False)
    digest: str
    genuine: bool


class RefreshTokens(Protocol):
    def first(self, session_id: SessionId) -> RefreshToken: ...

    def salt(self) -> str:
        """Random, for one succession."""
        ...

    def successor(self, text: str, session_id: SessionId, salt: str) -> RefreshToken:
        """The same for the same three, and to be guessed from no two of them."""
        ...

    def read(self, text: str) -> PresentedToken:
        """Raises InvalidRefreshToken for what cannot be one."""
        ...


@dataclass(frozen=True, slots=True)
class AccessToken:
    text: str = field(repr=False)
    expires_at: datetime


class AccessTokens(Protocol):
    def issue(self, session: Session, now: datetime) -> AccessToken:
        """A signed token that says who, in which session, for which surface, and when and how credentials were shown."""
        ...


@dataclass(frozen=True)
class HeldRights:
    """What staff may do, everywhere and by channel; `label` names them in timelines and logs."""

    permissions: frozenset[str]
    by_channel: Mapping[ChannelId, frozenset[str]]
    label: str


class Rights(Protocol):
    def of(self, account_id: AccountId) -> HeldRights | None:
        """None for somebody who is no staff (any more). Asked at most about once a minute a process and person."""
        ...


class Authenticate(Protocol):
    """How drivers turn a bearer token into its actor."""

    def __call__(self, token: str, audiences: frozenset[Audience]) -> Actor:
        """Raises Unauthenticated for a token that does not hold, or not for one of `audiences`; Unavailable when nobody can tell."""
        ...


class MachineKeys(Protocol):
    def actor(self, secret: str) -> Actor | None:
        """The machine whose API key this is; None for no key of ours. Raises Unauthenticated for one that does not hold any more."""
        ...

    def forget(self, key_ids: Sequence[UUID]) -> None:
        """These keys were changed or revoked: what a process remembers of them no longer counts."""
        ...

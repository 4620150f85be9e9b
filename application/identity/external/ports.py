"""What external logins need from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from application.identity.ports import Registrations
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from domain.identity.external.identity import ExternalIdentity
from domain.identity.external.pending import PendingSignIn
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class Provider:
    """`name` stands in addresses, `label` on buttons."""

    name: str
    label: str


@dataclass(frozen=True)
class Journey:
    """What goes to the provider and must come back: `state` and `nonce` as they are, `verifier` as the proof of PKCE."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str


@dataclass(frozen=True)
class Answer:
    """What the provider sent back with the person; `issuer` is who says so (RFC 9207), where the provider tells."""

    code: str = field(repr=False)
    issuer: str | None = None


@dataclass(frozen=True)
class ExternalProfile:
    """Who it is, as the provider vouches for. `email` is None where it was not told; `email_confirmed` is the provider's word."""

    subject: str
    email: str | None = field(repr=False)
    email_confirmed: bool
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)


class IdentityProviders(Protocol):
    """OpenID Connect providers of the configuration. Talks to the outside: never call it inside a transaction."""

    def listed(self) -> Sequence[Provider]: ...

    @property
    def return_address(self) -> str:
        """The page of the storefront to which browsers come back."""
        ...

    def redirect_uri(self, provider: str, *, browser: bool) -> str:
        """Where the provider sends the person back: to this API for browsers, else to the storefront or app. Raises UnknownProvider."""
        ...

    def address(self, provider: str, journey: Journey, locale: str | None) -> str:
        """Where to send the person. Raises UnknownProvider, ProviderUnavailable."""
        ...

    def redeem(self, provider: str, journey: Journey, answer: Answer, now: datetime) -> ExternalProfile:
        """Exchange the code, verify the ID token (signature, issuer, audience, time, nonce). Raises ExternalSignInRefused,
        ProviderUnavailable."""
        ...


class PendingSignIns(Protocol):
    """Journeys that have not come back, by the digest of their state."""

    def add(self, pending: PendingSignIn) -> None: ...

    def take(self, state_digest: str) -> PendingSignIn | None:
        """Remove and answer it: of many who ask at once, one gets it."""
        ...

    def purge(self, now: datetime, limit: int) -> int:
        """Delete up to `limit` that expired; how many."""
        ...


class ExternalIdentities(Protocol):
    """Repository of links to accounts elsewhere. One account a subject, one subject a provider and account: else IdentityTaken."""

    def find_by_subject(self, provider: str, subject: str) -> ExternalIdentity | None: ...

    def of(self, account_id: AccountId) -> list[ExternalIdentity]:
        """In the order of their providers' names."""
        ...

    def add(self, aggregate: ExternalIdentity) -> None: ...

    def remove(self, aggregate: ExternalIdentity) -> None: ...


class ExternalUnitOfWork(SecondFactorUnitOfWork, Protocol):
    @property
    def registrations(self) -> Registrations: ...

    @property
    def pending_sign_ins(self) -> PendingSignIns: ...

    @property
    def external_identities(self) -> ExternalIdentities: ...

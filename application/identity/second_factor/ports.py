"""What second factors need from outside."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from application.identity.passkeys.ports import Ceremonies, Passkeys
from application.identity.ports import OpeningUnitOfWork
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.second_factor import SecondFactor
from domain.shared.ids import AccountId


class SecondFactors(Protocol):
    """Repository of second factors, by account."""

    def find(self, key: AccountId) -> SecondFactor | None: ...

    def locked(self, key: AccountId) -> SecondFactor | None:
        """As it is now; whoever else wants to try a code waits until this transaction ends."""
        ...

    def add(self, aggregate: SecondFactor) -> None: ...

    def remove(self, aggregate: SecondFactor) -> None: ...


class SignInChallenges(Protocol):
    """Repository of sign-ins that wait for a code."""

    def locked(self, token_digest: str) -> SignInChallenge | None:
        """As it is now; nobody else answers it until this transaction ends."""
        ...

    def add(self, aggregate: SignInChallenge) -> None: ...

    def purge(self, now: datetime, limit: int) -> int:
        """Delete up to `limit` that expired; how many."""
        ...


class SecondFactorUnitOfWork(OpeningUnitOfWork, Protocol):
    @property
    def second_factors(self) -> SecondFactors: ...

    @property
    def sign_in_challenges(self) -> SignInChallenges: ...

    @property
    def passkeys(self) -> Passkeys: ...

    @property
    def passkey_ceremonies(self) -> Ceremonies: ...


class OneTimeCodes(Protocol):
    """Time-based one-time passwords (RFC 6238). Secrets leave the adapter sealed, for one account each."""

    def new_secret(self, account_id: AccountId) -> str:
        """A fresh secret, sealed."""
        ...

    def open_secret(self, sealed: str, account_id: AccountId) -> str:
        """In the base 32 that people type into an authenticator."""
        ...

    def uri(self, sealed: str, account_id: AccountId, name: str) -> str:
        """What an authenticator scans; `name` tells its owner which account it is."""
        ...

    def step(self, sealed: str, account_id: AccountId, code: str, now: datetime) -> int | None:
        """The half minute that `code` stands for, when it is at most one away from `now`; else None."""
        ...


class RecoveryCodeSets(Protocol):
    def new(self, count: int) -> tuple[str, ...]:
        """Fresh codes, each of at least 64 random bits, easy to type."""
        ...


class SecretDigests(Protocol):
    """Keyed digests: what is kept instead of a random secret."""

    def of(self, purpose: str, secret: str) -> str:
        """Equal for equal secrets of one purpose; useless to whoever reads it in the database."""
        ...

    def derive(self, purpose: str, secret: str) -> str:
        """Another URL-safe secret of 43 characters that follows from this one and the installation's key."""
        ...


class QrCodes(Protocol):
    def svg(self, text: str) -> str:
        """A picture that a telephone reads, as one SVG element."""
        ...

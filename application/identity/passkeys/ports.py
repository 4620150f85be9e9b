"""What passkeys need from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.identity.passkeys.ceremony import Ceremony
from domain.identity.passkeys.passkey import Passkey
from domain.shared.ids import AccountId, PasskeyId


class Passkeys(Protocol):
    """Repository of passkeys. A device's key opens one account: else PasskeyTaken."""

    def find(self, key: PasskeyId) -> Passkey | None: ...

    def of(self, account_id: AccountId) -> list[Passkey]:
        """The oldest first."""
        ...

    def owner_of(self, credential_id: str) -> AccountId | None:
        """Whose it is. Lock the account before the passkey is read."""
        ...

    def locked_by_credential(self, credential_id: str) -> Passkey | None:
        """As it is now; nobody else uses it until this transaction ends."""
        ...

    def add(self, aggregate: Passkey) -> None: ...

    def remove(self, aggregate: Passkey) -> None: ...


class Ceremonies(Protocol):
    """Questions without an answer, by the digest of their token."""

    def add(self, ceremony: Ceremony) -> None: ...

    def take(self, token_digest: str) -> Ceremony | None:
        """Remove and answer it: of many who ask at once, one gets it."""
        ...

    def purge(self, now: datetime, limit: int) -> int:
        """Delete up to `limit` that expired; how many."""
        ...


@dataclass(frozen=True)
class MadeKey:
    """What a device made."""

    credential_id: str
    public_key: str
    sign_count: int
    synced: bool


@dataclass(frozen=True)
class ShownKey:
    """What a device said when it was asked; nothing of it is verified."""

    credential_id: str
    account_id: AccountId | None
    answer: Mapping[str, Any] = field(repr=False)


class PasskeyProofs(Protocol):
    """The WebAuthn ceremonies, for this shop's address alone and never without user verification. Options and answers are the JSON
    that browsers speak (`parseCreationOptionsFromJSON`, `toJSON`); `challenge` is 32 bytes, URL-safe base 64."""

    def options_to_add(self, challenge: str, account_id: AccountId, label: str, known: Sequence[str]) -> Mapping[str, Any]:
        """`label` tells the owner which account it is; devices that hold one of `known` say so instead of making another."""
        ...

    def added(self, challenge: str, credential: str) -> MadeKey:
        """Raises PasskeyNotAccepted."""
        ...

    def options_to_show(self, challenge: str) -> Mapping[str, Any]:
        """They name no account: the device offers what it has for this shop."""
        ...

    def read(self, credential: str) -> ShownKey:
        """Raises PasskeyRefused."""
        ...

    def verified(self, challenge: str, shown: ShownKey, public_key: str) -> int:
        """What the device counts by now. Raises PasskeyRefused."""
        ...

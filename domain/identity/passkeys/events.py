"""What happened to somebody's passkeys; ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.identity.events import AccountEvent
from domain.shared.ids import PasskeyId


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(AccountEvent):
    """It opens the account from now on."""

    name: ClassVar[str] = "identity.passkey_added"
    passkey_id: PasskeyId


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(AccountEvent):
    """It opens nothing any more."""

    name: ClassVar[str] = "identity.passkey_removed"
    passkey_id: PasskeyId

"""What passkeys refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Invalid, Unauthenticated


class PasskeyRefused(Unauthenticated):
    """Unknown, not for this shop, not asked for, copied, or without a look at who uses it: it is not said which."""

    code: ClassVar[str] = "passkey_refused"

    @property
    def detail(self) -> str:
        return "This passkey did not open the account; begin again, or sign in another way."


@dataclass(eq=False)
class PasskeyNotAccepted(Invalid):
    """What the device made does not fit what was asked of it, or was asked too long ago."""

    code: ClassVar[str] = "passkey_not_accepted"
    field: str = "credential"

    @property
    def detail(self) -> str:
        return "This passkey does not fit what was asked for, or it took too long; begin again."


class PasskeyTaken(Conflict):
    """The device's key is known already."""

    code: ClassVar[str] = "passkey_taken"

    @property
    def detail(self) -> str:
        return "This passkey is in use already."


@dataclass(eq=False)
class TooManyPasskeys(Conflict):
    """An account has `limit` at most."""

    code: ClassVar[str] = "too_many_passkeys"
    limit: int

    @property
    def detail(self) -> str:
        return f"An account has {self.limit} passkeys at most; remove one first."

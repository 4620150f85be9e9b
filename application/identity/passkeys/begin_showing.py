"""Somebody is about to show a passkey: to sign in, as the second step of it, or once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.passkeys.ceremonies import AskedDevice, PasskeyCeremonies
from domain.identity.passkeys.ceremony import CeremonyPurpose


@dataclass(frozen=True)
class AskForPasskey:
    """Says nothing about who: whoever asks learns of no account."""


@dataclass(frozen=True)
class AskForPasskeyHandler:
    permission: ClassVar[str | None] = None
    ceremonies: PasskeyCeremonies

    def __call__(self, command: AskForPasskey) -> AskedDevice:
        return self.ceremonies.ask(CeremonyPurpose.SHOW, self.ceremonies.proofs.options_to_show)

"""Somebody comes back from a provider: signed in, registered, or refused with a way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.external.entering import ExternalEntrance
from application.identity.external.journeys import Journeys
from application.identity.external.ports import Answer
from application.sessions.opening import IssuedTokens
from application.shared.clock import Clock
from domain.identity.external.pending import Purpose
from domain.sessions.device import Device


@dataclass(frozen=True, kw_only=True)
class FinishExternalSignIn:
    """`code` is None when the person said no at the provider's. `binding` is what `BeginExternalSignIn` answered."""

    provider: str
    state: str = field(repr=False)
    binding: str = field(repr=False)
    code: str | None = field(repr=False)
    issuer: str | None = None
    device: Device = field(repr=False)


@dataclass(frozen=True)
class FinishExternalSignInHandler:
    """Three steps, so that no transaction is open while a provider is spoken to: take the journey, redeem the code, let in."""

    permission: ClassVar[str | None] = None
    journeys: Journeys
    entrance: ExternalEntrance
    clock: Clock

    def __call__(self, command: FinishExternalSignIn) -> IssuedTokens:
        answer = None if command.code is None else Answer(command.code, command.issuer)
        pending, profile = self.journeys.end(command.provider, Purpose.SIGN_IN, command.state, command.binding, answer)
        return self.entrance.enter(pending, profile, command.device, self.clock.now())

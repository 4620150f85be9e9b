"""Somebody comes back from a provider: signed in, linked, registered, or refused with a way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.external.entering import ExternalEntrance
from application.identity.external.journeys import Journeys
from application.identity.external.ports import Answer, IdentityProviders
from application.sessions.opening import IssuedTokens
from application.shared.clock import Clock
from domain.identity.external.errors import ExternalEmailNotConfirmed, ExternalSignInRefused
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
    device: Device


@dataclass(frozen=True)
class FinishedSignIn:
    """Tokens after signing in; None after linking, which changes no session."""

    purpose: Purpose
    tokens: IssuedTokens | None = field(repr=False)


@dataclass(frozen=True)
class FinishExternalSignInHandler:
    """Three steps, so that no transaction is open while a provider is spoken to: take the journey, redeem the code, let in."""

    permission: ClassVar[str | None] = None
    journeys: Journeys
    providers: IdentityProviders
    entrance: ExternalEntrance
    clock: Clock

    def __call__(self, command: FinishExternalSignIn) -> FinishedSignIn:
        pending, journey = self.journeys.end(command.provider, command.state, command.binding)
        if not command.code:
            raise ExternalSignInRefused
        now: datetime = self.clock.now()
        profile = self.providers.redeem(command.provider, journey, Answer(command.code, command.issuer), now)
        if pending.purpose is Purpose.LINK:
            if not profile.email_confirmed:
                raise ExternalEmailNotConfirmed(command.provider)
            self.entrance.link(pending, profile, now)
            return FinishedSignIn(pending.purpose, None)
        return FinishedSignIn(pending.purpose, self.entrance.enter(pending, profile, command.device, now))

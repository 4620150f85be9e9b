"""Somebody who is signed in comes back from a provider: from now on its login opens the account, too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.external.entering import ExternalEntrance
from application.identity.external.journeys import Journeys
from application.identity.external.ports import Answer
from application.shared.actor import Actor
from application.shared.clock import Clock
from domain.identity.external.errors import ExternalEmailNotConfirmed, ExternalSignInRefused
from domain.identity.external.pending import Purpose


@dataclass(frozen=True, kw_only=True)
class FinishLinking:
    """By the same person who began it."""

    actor: Actor
    provider: str
    state: str = field(repr=False)
    binding: str = field(repr=False)
    code: str = field(repr=False)
    issuer: str | None = None


@dataclass(frozen=True)
class FinishLinkingHandler:
    permission: ClassVar[str | None] = None
    journeys: Journeys
    entrance: ExternalEntrance
    clock: Clock

    def __call__(self, command: FinishLinking) -> None:
        account_id = command.actor.require_fresh(self.clock.now())
        answer = Answer(command.code, command.issuer)
        pending, profile = self.journeys.end(command.provider, Purpose.LINK, command.state, command.binding, answer)
        if pending.account_id != account_id:
            raise ExternalSignInRefused
        if not profile.email_confirmed:
            raise ExternalEmailNotConfirmed(command.provider)
        self.entrance.link(account_id, command.provider, profile, self.clock.now())

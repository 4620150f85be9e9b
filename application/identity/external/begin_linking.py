"""Somebody who is signed in wants to come in through a provider from now on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.journeys import BegunSignIn, Journeys
from application.shared.actor import Actor
from application.shared.clock import Clock
from domain.identity.external.pending import Purpose
from domain.sessions.audience import Audience


@dataclass(frozen=True, kw_only=True)
class BeginLinking:
    actor: Actor
    provider: str
    locale: str | None = None


@dataclass(frozen=True)
class BeginLinkingHandler:
    """Behind a fresh sign-in: a new way in is as good as a password."""

    permission: ClassVar[str | None] = None
    journeys: Journeys
    clock: Clock

    def __call__(self, command: BeginLinking) -> BegunSignIn:
        account_id = command.actor.require_fresh(self.clock.now())
        return self.journeys.begin(
            command.provider,
            Purpose.LINK,
            browser=False,
            audience=Audience.SHOP.value,
            locale=command.locale,
            account_id=account_id,
        )

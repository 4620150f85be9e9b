"""Somebody wants to sign in through a provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.journeys import BegunSignIn, Journeys
from domain.identity.external.pending import Purpose
from domain.sessions.audience import Audience


@dataclass(frozen=True, kw_only=True)
class BeginExternalSignIn:
    """`browser`: the provider sends the person back to this API, which sends them on to the storefront."""

    provider: str
    browser: bool = False
    audience: Audience = Audience.SHOP
    locale: str | None = None


@dataclass(frozen=True)
class BeginExternalSignInHandler:
    permission: ClassVar[str | None] = None
    journeys: Journeys

    def __call__(self, command: BeginExternalSignIn) -> BegunSignIn:
        return self.journeys.begin(
            command.provider, Purpose.SIGN_IN, browser=command.browser, audience=command.audience.value, locale=command.locale
        )

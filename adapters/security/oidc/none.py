"""A shop without external logins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from application.identity.external.ports import Answer, ExternalProfile, Journey, Provider
from domain.identity.external.errors import UnknownProvider


class NoIdentityProviders:
    """See `application.identity.external.ports.IdentityProviders`: there are none, so every name is unknown."""

    def __init__(self, return_address: str) -> None:
        self.return_address = return_address

    def listed(self) -> Sequence[Provider]:
        return []

    def redirect_uri(self, provider: str, *, browser: bool) -> str:
        raise UnknownProvider(provider)

    def address(self, provider: str, journey: Journey, locale: str | None) -> str:
        raise UnknownProvider(provider)

    def redeem(self, provider: str, journey: Journey, answer: Answer, now: datetime) -> ExternalProfile:
        raise UnknownProvider(provider)

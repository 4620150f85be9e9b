"""Providers of external logins in memory: developers and features sign people in without leaving the process."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from urllib.parse import parse_qs, urlencode, urlsplit

from application.identity.external.ports import Answer, ExternalProfile, Journey, Provider
from domain.identity.external.errors import ExternalSignInRefused, ProviderUnavailable, UnknownProvider

_HOST = "https://{}.providers.invalid"


@dataclass
class MemoryIdentityProviders:
    """The real flow without the wire: codes work once, for the journey they were issued for, and only with its PKCE verifier.

    `available` False is a provider that does not answer.
    """

    providers: Sequence[Provider]
    base_url: str
    storefront_url: str
    return_path: str = "/"
    available: bool = True
    people: dict[tuple[str, str], ExternalProfile] = field(default_factory=dict)
    _codes: dict[str, tuple[str, dict[str, str], ExternalProfile]] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def know(self, provider: str, profile: ExternalProfile) -> None:
        """Somebody has an account there."""
        self.people[provider, profile.subject] = profile

    def sign_in(self, address: str, subject: str) -> dict[str, str]:
        """The person signs in at `address` and agrees; answers what comes back to us in the query."""
        host = urlsplit(address).hostname or ""
        provider = host.partition(".")[0]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{next(self._numbers)}"
        self._codes[code] = (provider, asked, self.people[provider, subject])
        return {"code": code, "state": asked["state"], "iss": _HOST.format(provider)}

    def listed(self) -> Sequence[Provider]:
        return self.providers

    @property
    def return_address(self) -> str:
        return self.storefront_url + self.return_path

    def redirect_uri(self, provider: str, *, browser: bool) -> str:
        self._require(provider)
        if browser:
            return f"{self.base_url}/api/v1/auth/external/{provider}/callback"
        return f"{self.storefront_url}/auth/external/{provider}"

    def address(self, provider: str, journey: Journey, locale: str | None) -> str:
        self._require(provider)
        asked = {
            "state": journey.state,
            "nonce": journey.nonce,
            "redirect_uri": journey.redirect_uri,
            "code_challenge": _challenge(journey.verifier),
        }
        return f"{_HOST.format(provider)}/auth?{urlencode(asked)}"

    def redeem(self, provider: str, journey: Journey, answer: Answer, now: datetime) -> ExternalProfile:
        self._require(provider)
        issued = self._codes.pop(answer.code, None)
        if issued is None or answer.issuer != _HOST.format(provider):
            raise ExternalSignInRefused
        issuer, asked, profile = issued
        fits = (issuer, asked["nonce"], asked["redirect_uri"]) == (provider, journey.nonce, journey.redirect_uri)
        if not fits or asked["code_challenge"] != _challenge(journey.verifier):
            raise ExternalSignInRefused
        return profile

    def _require(self, provider: str) -> None:
        known = {each.name: each.label for each in self.providers}
        if provider not in known:
            raise UnknownProvider(provider)
        if not self.available:
            raise ProviderUnavailable(known[provider])


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")

"""What a provider says of itself: addresses and keys, asked over HTTPS and remembered for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from joserfc.jwk import KeySet

from adapters.external_providers import ExternalProvider
from domain.identity.external.errors import ProviderUnavailable

#: Seconds: to connect and to wait; how long an answer is used; how soon a stranger's `kid` may make us ask again.
TIMEOUT = (3.05, 5)
KEPT, ASKED_AGAIN = 3600.0, 30.0


@dataclass(frozen=True)
class Metadata:
    """Of the discovery document, what is used."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    auth_methods: tuple[str, ...]
    names_issuer: bool


@dataclass
class _Kept:
    value: Any
    at: float = field(default_factory=monotonic)

    def younger_than(self, seconds: float) -> bool:
        return monotonic() - self.at < seconds


class Discovery:
    """One provider's metadata and keys. Threads may ask at the same moment; one asks the provider."""

    def __init__(self, provider: ExternalProvider) -> None:
        self._provider = provider
        self._lock = Lock()
        self._metadata: _Kept | None = None
        self._keys: _Kept | None = None

    def metadata(self) -> Metadata:
        with self._lock:
            if self._metadata is None or not self._metadata.younger_than(KEPT):
                self._metadata = _Kept(self._read_metadata())
            found: Metadata = self._metadata.value
        return found

    def keys(self, *, anew: bool = False) -> KeySet:
        """`anew` when a token names a key that we do not know: the provider may have rotated. Not asked again at once."""
        uri = self.metadata().jwks_uri
        with self._lock:
            if self._keys is None or not self._keys.younger_than(ASKED_AGAIN if anew else KEPT):
                self._keys = _Kept(self._read_keys(uri))
            found: KeySet = self._keys.value
        return found

    def _read_metadata(self) -> Metadata:
        issuer = self._provider.issuer
        document = self.fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != issuer:
            raise ProviderUnavailable(self._provider.label)
        try:
            return Metadata(
                authorization_endpoint=self._checked(document["authorization_endpoint"]),
                token_endpoint=self._checked(document["token_endpoint"]),
                jwks_uri=self._checked(document["jwks_uri"]),
                userinfo_endpoint=self._checked(document["userinfo_endpoint"]) if document.get("userinfo_endpoint") else None,
                auth_methods=tuple(document.get("token_endpoint_auth_methods_supported") or ("client_secret_basic",)),
                names_issuer=document.get("authorization_response_iss_parameter_supported") is True,
            )
        except (KeyError, TypeError) as error:
            raise ProviderUnavailable(self._provider.label) from error

    def _read_keys(self, uri: str) -> KeySet:
        try:
            return KeySet.import_key_set(self.fetch(uri))  # type: ignore[arg-type]  # checked by the import
        except (KeyError, TypeError, ValueError) as error:
            raise ProviderUnavailable(self._provider.label) from error

    def _checked(self, address: object) -> str:
        """An endpoint is as safe as the issuer: nobody's code goes out in clear."""
        if not isinstance(address, str) or urlsplit(address).scheme != urlsplit(self._provider.issuer).scheme:
            raise ProviderUnavailable(self._provider.label)
        return address

    def fetch(self, address: str, token: str | None = None) -> dict[str, Any]:
        """A JSON object. Raises ProviderUnavailable; redirects are not followed."""
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            answer = requests.get(address, headers=headers, timeout=TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            document = answer.json() if answer.status_code == 200 else None
        except requests.RequestException as error:
            raise ProviderUnavailable(self._provider.label) from error
        if not isinstance(document, dict):
            raise ProviderUnavailable(self._provider.label)
        return document

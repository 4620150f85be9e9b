"""Refresh tokens in cookies, for browsers, and what keeps other sites from using them.

The cookie is `HttpOnly; Secure; SameSite` and goes to `/api/v1/auth` alone. A request that lives on it must come from a page of
ours (`Origin`, or `Sec-Fetch-Site` where there is none) and repeat a token in `X-CSRF-Token` that only such a page can read:
a MAC over the session, so that nobody can plant one.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.http import dump_cookie

from adapters.http_flask.edge.clients import client_address
from adapters.security.tokens.derived_keys import derived_key
from adapters.security.tokens.refresh_tokens import DerivedRefreshTokens
from adapters.settings import Settings
from application.sessions.opening import IssuedTokens
from domain.sessions.errors import InvalidRefreshToken
from domain.shared.errors import Forbidden
from domain.shared.ids import SessionId

#: Browsers take a name with this prefix only by https, and keep it to themselves.
REFRESH_COOKIE = "__Secure-stoa-refresh"
CSRF_COOKIE = "__Secure-stoa-csrf"
CSRF_HEADER = "X-CSRF-Token"
#: The cookie is sent nowhere else.
PATH = "/api/v1/auth"

SameSite = Literal["Strict", "Lax", "None"]


class CrossSiteRequest(Forbidden):
    """A request by cookie that does not prove to come from a page of ours."""

    code: ClassVar[str] = "cross_site_request"

    @property
    def detail(self) -> str:
        return f"A request that uses the refresh cookie must come from a known origin and repeat the CSRF token as {CSRF_HEADER}."


@dataclass(frozen=True)
class Browser:
    """`origins` are those whose pages may use the cookie."""

    trusted_proxies: int
    origins: frozenset[str]
    same_site: SameSite
    csrf_key: bytes
    tokens: DerivedRefreshTokens

    @classmethod
    def of(cls, settings: Settings) -> Browser:
        known = [settings.storefront_url, settings.base_url, *(origin for origin in settings.cors_origins if origin != "*")]
        return cls(
            trusted_proxies=settings.trusted_proxies,
            origins=frozenset(_origin(url) for url in known),
            same_site=settings.cookie_same_site,
            csrf_key=derived_key(settings.signing_key, "csrf tokens"),
            tokens=DerivedRefreshTokens(settings.signing_key),
        )

    def csrf_token(self, session_id: SessionId) -> str:
        return hmac.digest(self.csrf_key, session_id.bytes, "sha256").hex()

    def cookies(self, issued: IssuedTokens, seconds: int) -> tuple[str, ...]:
        """The refresh token where no script can read it, and the CSRF token where only our pages' scripts can."""
        shared: dict[str, Any] = {"max_age": seconds, "secure": True, "samesite": self.same_site}
        return (
            dump_cookie(REFRESH_COOKIE, issued.refresh_token, path=PATH, httponly=True, **shared),
            dump_cookie(CSRF_COOKIE, self.csrf_token(issued.session_id), path="/", **shared),
        )

    def farewell(self) -> tuple[str, ...]:
        """Both cookies, gone."""
        shared: dict[str, Any] = {"max_age": 0, "expires": 0, "secure": True, "samesite": self.same_site}
        return (dump_cookie(REFRESH_COOKIE, path=PATH, httponly=True, **shared), dump_cookie(CSRF_COOKIE, path="/", **shared))

    def require_own_page(self, headers: Headers, refresh_token: str) -> None:
        """Raise CrossSiteRequest for a request by cookie that another site may have caused."""
        origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
        if origin is not None and origin not in self.origins:
            raise CrossSiteRequest
        if origin is None and site not in (None, "same-origin", "same-site", "none"):
            raise CrossSiteRequest
        try:
            expected = self.csrf_token(self.tokens.read(refresh_token).session_id)
        except InvalidRefreshToken:
            # Planted or outdated: without a session there is nothing to protect, and nothing to refresh.
            raise CrossSiteRequest from None
        if not hmac.compare_digest(expected.encode(), headers.get(CSRF_HEADER, "").encode()):
            raise CrossSiteRequest

    def address(self, environ: Mapping[str, Any]) -> str:
        return client_address(environ, self.trusted_proxies)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()

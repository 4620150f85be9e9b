"""External logins in a browser: cookies, redirects, and where nobody is ever sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.memory.identity.providers import MemoryIdentityProviders
from adapters.security.oidc.providers import AuthlibProviders
from adapters.settings import Settings
from application.identity.external.ports import ExternalProfile, Provider
from bootstrap import Backend, Overrides, build
from tests.support.oidc import BASE_URL, STOREFRONT_URL, local_provider, sign_in_there

HOME = "https://shop.example/account/signed-in"
START, BACK = "/api/v1/auth/external/google/start", "/api/v1/auth/external/google/callback"


@dataclass
class Browsers:
    """A shop behind https, and the provider that it sends people to."""

    client: FlaskClient
    providers: MemoryIdentityProviders

    def go(self, client: FlaskClient | None = None) -> dict[str, str]:
        """To the provider, sign in there; answers what comes back in the address."""
        sent = (client or self.client).get(START, base_url="https://api.shop.example")
        assert sent.status_code == 302, sent.text
        return self.providers.sign_in(sent.headers["Location"], "ada")

    def come_back(self, back: dict[str, str], client: FlaskClient | None = None) -> TestResponse:
        return (client or self.client).get(BACK, query_string=back, base_url="https://api.shop.example")


@pytest.fixture
def browsers(settings: Settings, clock: AdjustableClock) -> Iterator[Browsers]:
    https = settings.model_copy(update={"storefront_url": "https://shop.example", "base_url": "https://api.shop.example"})
    providers = MemoryIdentityProviders([Provider("google", "Google")], https.base_url, https.storefront_url, https.external_sign_in_path)
    providers.know("google", ExternalProfile("ada", "ada@example.com", True, "Ada"))
    app = build(https, Backend.MEMORY, Overrides(clock=clock, identity_providers=providers))
    yield Browsers(create_app(app, https).test_client(), providers)
    app.close()


def test_a_browser_comes_home_signed_in_with_nothing_in_the_address(browsers: Browsers) -> None:
    answer = browsers.come_back(browsers.go())
    assert (answer.status_code, answer.headers["Location"]) == (302, HOME)
    cookies = "\n".join(answer.headers.getlist("Set-Cookie"))
    assert "__Secure-stoa-refresh=" in cookies
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_cookie_of_the_journey_belongs_to_this_browser_and_these_addresses(browsers: Browsers) -> None:
    cookie = browsers.client.get(START, base_url="https://api.shop.example").headers["Set-Cookie"]
    for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/api/v1/auth/external/google", "Max-Age=600"):
        assert part in cookie


def test_another_browser_does_not_finish_the_journey(browsers: Browsers) -> None:
    """Login CSRF: the victim follows a link with the attacker's code and state."""
    back = browsers.go()
    victim = browsers.client.application.test_client()
    browsers.go(victim)
    answer = browsers.come_back(back, victim)
    assert answer.headers["Location"] == f"{HOME}?error=external_sign_in_refused"
    assert "refresh" not in "".join(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("name", ["redirect", "next", "return_to", "redirect_uri", "url"])
def test_nothing_in_a_request_says_where_the_browser_goes(browsers: Browsers, name: str) -> None:
    back = browsers.go()
    answer = browsers.client.get(
        BACK,
        query_string=back | {name: "https://evil.example"},
        base_url="https://api.shop.example",
        headers={"Referer": "https://evil.example"},
    )
    assert answer.headers["Location"] == HOME
    refused = browsers.client.get(START, query_string={name: "https://evil.example"}, base_url="https://api.shop.example")
    assert refused.status_code == 422


def test_a_forged_host_changes_no_redirect_address(browsers: Browsers) -> None:
    sent = browsers.client.get(START, base_url="https://evil.example")
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert asked["redirect_uri"] == ["https://api.shop.example/api/v1/auth/external/google/callback"]


@pytest.mark.parametrize("back", [{}, {"error": "access_denied", "state": "x"}, {"code": "c", "state": "s" * 5000}, {"state": "ü"}])
def test_whatever_comes_back_the_browser_goes_home_or_is_told(browsers: Browsers, back: dict[str, str]) -> None:
    answer = browsers.come_back(back)
    assert (answer.status_code == 302 and answer.headers["Location"].startswith(f"{HOME}?error=")) or answer.status_code == 422


def test_an_app_gets_its_tokens_in_the_body(browsers: Browsers) -> None:
    begun = browsers.client.post(START, json={"locale": "de"}).json
    back = browsers.providers.sign_in(begun["authorization_url"], "ada")
    answer = browsers.client.post(BACK, json=back | {"binding": begun["binding"]})
    assert answer.status_code == 200, answer.text
    assert answer.json["refresh_token"]
    again = browsers.client.post(BACK, json=back | {"binding": begun["binding"]})
    assert (again.status_code, again.json["code"]) == (401, "external_sign_in_refused")


def test_the_whole_way_through_a_real_provider(settings: Settings) -> None:
    """No part of it played: `oidc-provider` under Node.js, Authlib, the endpoints, a new account."""
    with local_provider() as running:
        wired = settings.model_copy(update={"external_providers": (running.settings,)})
        providers = AuthlibProviders(wired.external_providers, BASE_URL, STOREFRONT_URL)
        app = build(wired, Backend.MEMORY, Overrides(identity_providers=providers))
        client = create_app(app, wired).test_client()
        begun = client.post("/api/v1/auth/external/local/start").json
        back = sign_in_there(begun["authorization_url"], "ada")
        answer = client.post("/api/v1/auth/external/local/callback", json=back | {"binding": begun["binding"]})
        assert answer.status_code == 200, answer.text
        me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {answer.json['access_token']}"})
        assert (me.status_code, me.json["email"]) == (200, "ada@example.com")
        begun = client.post("/api/v1/auth/external/local/start").json
        unconfirmed = client.post(
            "/api/v1/auth/external/local/callback", json=sign_in_there(begun["authorization_url"], "eve") | {"binding": begun["binding"]}
        )
        assert (unconfirmed.status_code, unconfirmed.json["code"]) == (403, "external_email_not_confirmed")
        app.close()

"""Passkeys over HTTP: the ceremonies as a storefront runs them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.settings import Settings
from application.facade import Application
from bootstrap import Backend, Overrides, build
from features.drivers.ways_in import open_account
from tests.support.authenticator import SoftAuthenticator
from tests.support.signed_in import sign_in

PASSWORD = "blaue banane 7"
SHOP = {"storefront_url": "https://shop.example.com", "passkey_rp_id": "example.com"}


@pytest.fixture
def shop(settings: Settings, clock: AdjustableClock) -> Iterator[Application]:
    app = build(Settings(**settings.model_dump() | SHOP), Backend.MEMORY, Overrides(clock=clock))
    yield app
    app.close()


@pytest.fixture
def client(shop: Application, settings: Settings) -> FlaskClient:
    return create_app(shop, settings).test_client()


@pytest.fixture
def device() -> SoftAuthenticator:
    return SoftAuthenticator(origin=SHOP["storefront_url"])


@pytest.fixture
def ada(shop: Application) -> dict[str, str]:
    token = sign_in(shop, open_account(shop, "ada@example.com", PASSWORD)).access_token
    return {"Authorization": f"Bearer {token}"}


def add(client: FlaskClient, device: SoftAuthenticator, who: dict[str, str]) -> dict[str, object]:
    begun = client.post("/api/v1/me/passkeys/options", headers=who).json
    body = {"ceremony": begun["ceremony"], "credential": device.create(begun["options"]), "name": "My telephone"}
    added = client.post("/api/v1/me/passkeys", json=body, headers=who)
    assert added.status_code == 201, added.text
    assert added.headers["Cache-Control"] == "no-store"
    return dict(added.json)


def test_a_passkey_is_added_shown_named_and_removed(client: FlaskClient, device: SoftAuthenticator, ada: dict[str, str]) -> None:
    added = add(client, device, ada)
    assert len(added["recovery_codes"]) == 10  # type: ignore[arg-type]  # a list
    asked = client.post("/api/v1/auth/passkeys/options")
    assert (asked.json["options"]["rpId"], asked.headers["Cache-Control"]) == ("example.com", "no-store")
    shown = {"ceremony": asked.json["ceremony"], "credential": device.get(asked.json["options"]), "tokens": "cookie"}
    entered = client.post("/api/v1/auth/passkeys", json=shown)
    assert entered.status_code == 200, entered.text
    assert "__Secure-stoa-refresh" in "".join(entered.headers.getlist("Set-Cookie"))
    strong = {"Authorization": f"Bearer {entered.json['access_token']}"}
    mine = f"/api/v1/me/passkeys/{added['id']}"
    assert client.patch(mine, json={"name": "Old telephone"}, headers=strong).json["name"] == "Old telephone"
    (row,) = client.get("/api/v1/me/passkeys", headers=strong).json["data"]
    assert (row["name"], row["synced"], row["last_used_at"] is None) == ("Old telephone", True, False)
    assert client.delete(mine, headers=strong).status_code == 204
    assert client.get("/api/v1/me/second-factor", headers=strong).json["enabled"] is False


def test_it_is_the_second_step_and_makes_a_session_fresh(client: FlaskClient, device: SoftAuthenticator, ada: dict[str, str]) -> None:
    add(client, device, ada)
    half = client.post("/api/v1/auth/login", json={"email": "ada@example.com", "password": PASSWORD}).json["data"]
    asked = client.post("/api/v1/auth/passkeys/options").json
    shown = {"ceremony": asked["ceremony"], "credential": device.get(asked["options"])}
    entered = client.post("/api/v1/auth/passkeys", json=shown | {"challenge": half["challenge"]})
    assert entered.status_code == 200, entered.text
    asked = client.post("/api/v1/auth/passkeys/options").json
    shown = {"ceremony": asked["ceremony"], "credential": device.get(asked["options"])}
    stepped = client.post("/api/v1/auth/passkeys/step-up", json=shown, headers={"Authorization": f"Bearer {entered.json['access_token']}"})
    assert stepped.status_code == 200, stepped.text


def test_what_does_not_fit_names_the_field_and_nothing_else(client: FlaskClient, ada: dict[str, str]) -> None:
    begun = client.post("/api/v1/me/passkeys/options", headers=ada).json
    body = {"ceremony": begun["ceremony"], "credential": '{"id":"secret-of-somebody"}', "name": "My telephone"}
    refused = client.post("/api/v1/me/passkeys", json=body, headers=ada)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/credential")
    asked = client.post("/api/v1/auth/passkeys/options").json
    wrong = client.post("/api/v1/auth/passkeys", json={"ceremony": asked["ceremony"], "credential": '{"id":"secret-of-somebody"}'})
    assert (wrong.status_code, wrong.json["code"]) == (401, "passkey_refused")
    assert "secret-of-somebody" not in refused.text + wrong.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"passkey_origins": ("https://shop.evil.example",)}, "PASSKEY_ORIGINS"),
        ({"passkey_rp_id": "other.example"}, "PASSKEY_RP_ID"),
        ({"passkey_origins": ("https://evilexample.com",)}, "does not belong"),
    ],
)
def test_pages_of_another_domain_are_refused_at_the_start(settings: Settings, given: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Settings(**settings.model_dump() | SHOP | given)

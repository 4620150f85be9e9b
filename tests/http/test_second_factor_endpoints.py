"""The second factor over HTTP: what is answered, what is kept, and staff who need one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.security.tokens.authentication import Authentication
from adapters.settings import Settings
from application.facade import Application
from application.sessions.ports import HeldRights
from bootstrap import Backend, Overrides, build
from domain.sessions.audience import Audience
from domain.shared.ids import AccountId
from features.drivers.ways_in import open_account
from tests.support.signed_in import sign_in

PASSWORD = "blaue banane 7"


class EverybodyIsStaff:
    def of(self, account_id: AccountId) -> HeldRights | None:
        return HeldRights(frozenset({"channels.read", "channels.write", "orders.read"}), {}, "bea")


@pytest.fixture
def shop(settings: Settings, clock: AdjustableClock) -> Iterator[Application]:
    app = build(settings.model_copy(update={"staff_second_factor_required": True}), Backend.MEMORY, Overrides(clock=clock))
    authentication = app.authenticate
    assert isinstance(authentication, Authentication)
    authentication._rights = EverybodyIsStaff()
    yield app
    app.close()


@pytest.fixture
def client(shop: Application, settings: Settings) -> FlaskClient:
    return create_app(shop, settings).test_client()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_staff_without_a_second_factor_may_do_nothing_but_set_one_up(
    shop: Application, client: FlaskClient, clock: AdjustableClock
) -> None:
    account_id = open_account(shop, "bea@example.com", PASSWORD)
    weak = sign_in(shop, account_id, Audience.ADMIN).access_token
    held_back = client.get("/api/v1/admin/orders", headers=bearer(weak))
    assert (held_back.status_code, held_back.json["code"]) == (403, "second_factor_enrolment_required")
    begun = client.post("/api/v1/me/second-factor", headers=bearer(weak))
    assert begun.status_code == 201, begun.text
    code = pyotp.TOTP(begun.json["secret"]).at(clock.now())
    enabled = client.post("/api/v1/me/second-factor/confirm", json={"code": code}, headers=bearer(weak))
    assert enabled.status_code == 200, enabled.text
    strong = enabled.json["access"]["access_token"]
    assert client.get("/api/v1/admin/orders", headers=bearer(strong)).status_code == 200
    assert client.get("/api/v1/admin/orders", headers=bearer(weak)).status_code == 403


def test_a_sign_in_goes_on_with_the_challenge(shop: Application, client: FlaskClient, clock: AdjustableClock) -> None:
    account_id = open_account(shop, "ada@example.com", PASSWORD)
    token = sign_in(shop, account_id).access_token
    secret = client.post("/api/v1/me/second-factor", headers=bearer(token)).json["secret"]
    totp = pyotp.TOTP(secret)
    client.post("/api/v1/me/second-factor/confirm", json={"code": totp.at(clock.now())}, headers=bearer(token))
    clock.advance(timedelta(minutes=1))
    asked = client.post("/api/v1/auth/login", json={"email": "ada@example.com", "password": PASSWORD})
    assert (asked.status_code, asked.json["code"]) == (401, "second_factor_required")
    challenge = asked.json["data"]["challenge"]
    wrong = client.post("/api/v1/auth/second-factor", json={"challenge": challenge, "code": "no-code-1"})
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/code")
    done = client.post("/api/v1/auth/second-factor", json={"challenge": challenge, "code": totp.at(clock.now()), "tokens": "cookie"})
    assert done.status_code == 200, done.text
    assert done.json["refresh_token"] is None
    assert "__Secure-stoa-refresh" in "".join(done.headers.getlist("Set-Cookie"))


def test_patience_is_told_in_seconds(shop: Application, client: FlaskClient) -> None:
    account_id = open_account(shop, "ada@example.com", PASSWORD)
    token = sign_in(shop, account_id).access_token
    client.post("/api/v1/me/second-factor", headers=bearer(token))
    answers = [client.post("/api/v1/me/second-factor/confirm", json={"code": "no-code"}, headers=bearer(token)) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert answers[-1].headers["Retry-After"] == "15"


@pytest.mark.parametrize("path", ["/api/v1/me/second-factor", "/api/v1/me/second-factor/recovery-codes"])
def test_an_old_sign_in_is_asked_for_credentials_once_more(
    shop: Application, client: FlaskClient, clock: AdjustableClock, path: str
) -> None:
    account_id = open_account(shop, "ada@example.com", PASSWORD)
    issued = sign_in(shop, account_id)
    clock.advance(timedelta(minutes=14))
    refreshed = client.post("/api/v1/auth/refresh", json={"refresh_token": issued.refresh_token}).json
    clock.advance(timedelta(minutes=2))
    answer = client.post(path, headers=bearer(refreshed["access_token"]))
    assert (answer.status_code, answer.json["code"]) == (401, "fresh_sign_in_required")
    wrong = client.post("/api/v1/auth/step-up", json={"password": "wrong banane 7"}, headers=bearer(refreshed["access_token"]))
    assert (wrong.status_code, wrong.json["code"]) == (422, "wrong_password")
    stepped = client.post("/api/v1/auth/step-up", json={"password": PASSWORD}, headers=bearer(refreshed["access_token"]))
    assert stepped.status_code == 200, stepped.text
    assert client.post(path, headers=bearer(stepped.json["access_token"])).status_code in (201, 404)


def test_answers_with_secrets_are_kept_by_nobody(shop: Application, client: FlaskClient) -> None:
    account_id = open_account(shop, "ada@example.com", PASSWORD)
    token = sign_in(shop, account_id).access_token
    keyed = bearer(token) | {"Idempotency-Key": "the-same"}
    first, second = (client.post("/api/v1/me/second-factor", headers=keyed) for _ in range(2))
    assert first.json["secret"] != second.json["secret"]
    assert first.headers["Cache-Control"] == "no-store"

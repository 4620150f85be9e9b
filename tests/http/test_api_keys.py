"""API keys as machines meet them: shown once, within their own limit, until they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.http_flask.edge import rate_limits
from adapters.http_flask.edge.rate_limits import KINDS, EndpointLimits, Policy, ProcessCounter
from adapters.settings import Settings
from application.facade import Application

KEYS = "/api/v1/admin/api-keys"
ORDERS = "/api/v1/admin/orders"


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "time", lambda: 1_800_000_010.0)


@pytest.fixture
def client(memory_app: Application, settings: Settings) -> FlaskClient:
    policies = {name: Policy(name, 1000, 60) for name in KINDS}
    limits = EndpointLimits(policies, ProcessCounter(), ProcessCounter(), trusted_proxies=1)
    return create_app(memory_app, settings, limits).test_client()


@pytest.fixture
def made(client: FlaskClient, staff_token: str) -> Any:
    """Makes a key of these properties; answers with what was answered."""

    def make(**properties: Any) -> Any:
        body = {"name": "Robot", "scopes": ["orders.read"]} | properties
        answer = client.post(KEYS, json=body, headers={"Authorization": f"Bearer {staff_token}"})
        assert answer.status_code == 201, answer.json
        return answer.json

    return make


def ask(client: FlaskClient, secret: str, network: str = "203.0.113.1") -> Any:
    return client.get(ORDERS, headers={"Authorization": f"Bearer {secret}", "X-Forwarded-For": network})


def test_a_keys_own_limit_is_told_and_kept_wherever_it_is_used(client: FlaskClient, made: Any) -> None:
    secret = made(quota=2)["secret"]
    first = ask(client, secret)
    assert first.headers["RateLimit-Policy"] == '"admin";q=1000;w=60, "key";q=2;w=60'
    assert first.headers["RateLimit"] == '"admin";r=999;t=51, "key";r=1;t=51'
    assert ask(client, secret, "198.51.100.1").status_code == 200
    refused = ask(client, secret, "192.0.2.1")
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (429, "too_many_requests", "51")
    assert refused.headers["RateLimit"].endswith('"key";r=0;t=51')


def test_another_key_has_a_limit_of_its_own(client: FlaskClient, made: Any) -> None:
    first, second = made(quota=1)["secret"], made(quota=1)["secret"]
    assert [ask(client, secret).status_code for secret in (first, first, second)] == [200, 429, 200]


def test_a_new_minute_begins_anew(client: FlaskClient, made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = made(quota=1)["secret"]
    assert [ask(client, secret).status_code for _ in range(2)] == [200, 429]
    monkeypatch.setattr(rate_limits, "time", lambda: 1_800_000_070.0)
    assert ask(client, secret).status_code == 200


def test_a_key_without_a_limit_of_its_own_has_that_of_staff(client: FlaskClient, made: Any) -> None:
    assert ask(client, made()["secret"]).headers["RateLimit-Policy"] == '"admin";q=1000;w=60'


def test_the_secret_is_in_one_answer_and_nowhere_else(client: FlaskClient, made: Any, staff_client: FlaskClient) -> None:
    key = made()
    assert key["secret"].startswith(f"{key['prefix']}_")
    for answer in (staff_client.get(KEYS), staff_client.get(f"{KEYS}/{key['id']}"), staff_client.get("/api/v1/admin/audit")):
        assert answer.status_code == 200
        assert key["prefix"] in answer.text or "audit" in answer.request.path
        assert key["secret"].rpartition("_")[2] not in answer.text


def test_a_key_opens_nothing_from_the_moment_it_expires(client: FlaskClient, made: Any, clock: AdjustableClock) -> None:
    secret = made(expires_at=(clock.now() + timedelta(hours=1)).isoformat())["secret"]
    clock.advance(timedelta(minutes=59, seconds=59))
    assert ask(client, secret).status_code == 200
    clock.advance(timedelta(seconds=1))
    refused = ask(client, secret)
    assert (refused.status_code, refused.json["code"]) == (401, "unauthenticated")


def test_the_last_use_is_known_to_the_hour(client: FlaskClient, made: Any, staff_client: FlaskClient, clock: AdjustableClock) -> None:
    key = made()

    def last_used() -> Any:
        return staff_client.get(f"{KEYS}/{key['id']}").json["last_used_at"]

    assert last_used() is None
    began = clock.now()
    ask(client, key["secret"])
    first = last_used()
    assert first == began.isoformat(timespec="milliseconds").replace("+00:00", "Z") or first.startswith(began.strftime("%Y-%m-%dT%H:%M:%S"))
    clock.advance(timedelta(minutes=30))
    ask(client, key["secret"])
    assert last_used() == first
    clock.advance(timedelta(minutes=31))
    ask(client, key["secret"])
    assert last_used() > first


def test_a_refused_secret_is_no_use(client: FlaskClient, made: Any, staff_client: FlaskClient) -> None:
    key = made()
    wrong = key["secret"][:-1] + ("A" if key["secret"][-1] != "A" else "B")
    assert ask(client, wrong).status_code == 401
    assert staff_client.get(f"{KEYS}/{key['id']}").json["last_used_at"] is None

"""Limits by person and key, besides those by network."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.http_flask.edge import rate_limits
from adapters.http_flask.edge.rate_limits import KINDS, EndpointLimits, Policy, ProcessCounter, identity_of
from adapters.settings import Settings
from application.facade import Application
from application.shared.actor import Actor, ActorKind
from domain.shared.ids import AccountId
from tests.support.signed_in import account_of, sign_in

MINE = "/api/v1/me/sessions"


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "time", lambda: 1_800_000_010.0)


def limited(application: Application, settings: Settings, **quotas: int) -> FlaskClient:
    policies = {name: Policy(name, quotas.get(name, 1000), 60) for name in KINDS}
    return create_app(application, settings, EndpointLimits(policies, ProcessCounter(), ProcessCounter(), trusted_proxies=1)).test_client()


def ask(client: FlaskClient, token: str, network: str = "203.0.113.1") -> tuple[int, str]:
    answer = client.get(MINE, headers={"Authorization": f"Bearer {token}", "X-Forwarded-For": network})
    return answer.status_code, answer.headers["RateLimit"]


def test_a_person_is_counted_on_all_devices_and_networks(memory_app: Application, settings: Settings) -> None:
    client, ada = limited(memory_app, settings, person=2), account_of(memory_app, "ada@example.com")
    phone, laptop = sign_in(memory_app, ada), sign_in(memory_app, ada)
    assert ask(client, phone.access_token, "203.0.113.1")[0] == 200
    assert ask(client, laptop.access_token, "198.51.100.1")[0] == 200
    assert ask(client, phone.access_token, "192.0.2.1")[0] == 429
    assert ask(client, sign_in(memory_app).access_token, "192.0.2.1")[0] == 200


def test_both_limits_are_told(memory_app: Application, settings: Settings) -> None:
    client = limited(memory_app, settings, read=10, person=5)
    answer = client.get(MINE, headers={"Authorization": f"Bearer {sign_in(memory_app).access_token}"})
    assert answer.headers["RateLimit-Policy"] == '"read";q=10;w=60, "person";q=5;w=60'
    assert answer.headers["RateLimit"] == '"read";r=9;t=51, "person";r=4;t=51'


def test_many_people_behind_one_network_still_share_its_limit(memory_app: Application, settings: Settings) -> None:
    client = limited(memory_app, settings, read=2)
    assert [ask(client, sign_in(memory_app).access_token)[0] for _ in range(3)] == [200, 200, 429]


def test_a_token_that_does_not_hold_makes_nobody_a_person(memory_app: Application, settings: Settings) -> None:
    client = limited(memory_app, settings, read=1)
    assert [ask(client, "nonsense")[0] for _ in range(2)] == [401, 429]


def test_refreshing_has_a_limit_of_its_own(memory_app: Application, settings: Settings) -> None:
    client = limited(memory_app, settings, refresh=1)
    answers = [client.post("/api/v1/auth/refresh", json={"refresh_token": "x"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [401, 429]


def test_staff_who_act_for_customers_spend_their_own_quota(memory_app: Application) -> None:
    ada, staff = AccountId(memory_app.ids.new()), AccountId(memory_app.ids.new())
    acting = Actor(ActorKind.CUSTOMER, "customer", account_id=ada, impersonator_id=staff)
    assert identity_of(acting) != identity_of(Actor(ActorKind.CUSTOMER, "customer", account_id=ada))
    assert str(staff) in identity_of(acting)

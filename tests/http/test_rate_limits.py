"""Rate limits: who is counted, where, what callers are told, and what happens without Redis."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.http_flask.edge import rate_limits
from adapters.http_flask.edge.clients import client_address, network_of
from adapters.http_flask.edge.rate_limits import EndpointLimits, Hit, Policy, ProcessCounter, RedisCounter, endpoint_limits
from adapters.settings import Settings
from application.facade import Application

CHANNELS = "/api/v1/admin/channels"
BAD = {"Authorization": "Bearer nonsense"}


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "time", lambda: 1_800_000_010.0)


def limited(application: Application, settings: Settings, **quotas: int) -> FlaskClient:
    policies = {name: Policy(name, quotas.get(name, 1000), 60) for name in ("read", "write", "checkout", "credentials", "admin")}
    limits = EndpointLimits(policies, ProcessCounter(), ProcessCounter(), trusted_proxies=1)
    return create_app(application, settings, limits).test_client()


def test_callers_are_told_what_is_left(memory_app: Application, settings: Settings, staff_token: str) -> None:
    client = limited(memory_app, settings, admin=3)
    answer = client.get(CHANNELS, headers={"Authorization": f"Bearer {staff_token}"})
    assert answer.headers["RateLimit-Policy"] == '"admin";q=3;w=60'
    assert answer.headers["RateLimit"] == '"admin";r=2;t=51'


def test_one_too_many_is_429_with_the_time_to_wait(memory_app: Application, settings: Settings, staff_token: str) -> None:
    client = limited(memory_app, settings, admin=2)
    headers = {"Authorization": f"Bearer {staff_token}"}
    assert [client.get(CHANNELS, headers=headers).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(CHANNELS, headers=headers)
    assert (refused.json["code"], refused.headers["Retry-After"]) == ("too_many_requests", "51")
    assert refused.headers["RateLimit"] == '"admin";r=0;t=51'


def test_networks_are_counted_apart(memory_app: Application, settings: Settings) -> None:
    client = limited(memory_app, settings, admin=1)
    first, second = {"X-Forwarded-For": "203.0.113.1"}, {"X-Forwarded-For": "203.0.113.2"}
    assert [client.get(CHANNELS, headers=headers).status_code for headers in (first, first, second)] == [401, 429, 401]


def test_wrong_tokens_are_counted_as_guesses_and_right_ones_are_not(memory_app: Application, settings: Settings, staff_token: str) -> None:
    client = limited(memory_app, settings, credentials=2)
    assert [client.get(CHANNELS, headers=BAD).status_code for _ in range(3)] == [401, 401, 429]
    assert client.get(CHANNELS, headers={"Authorization": f"Bearer {staff_token}"}).status_code == 200
    assert client.get(CHANNELS).status_code == 401


def test_probes_are_never_limited(memory_app: Application, settings: Settings) -> None:
    client = limited(memory_app, settings, read=1)
    answers = [client.get("/health/live") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0].headers


def test_without_redis_each_process_counts_for_itself(settings: Settings) -> None:
    local = ProcessCounter()
    counter = RedisCounter(settings.redis_url, local)
    policy = Policy("credentials", 10, 60)
    assert [counter.count([Hit(policy, "203.0.113.1", 7)]) for _ in range(3)] == [[1], [2], [3]]


def test_redis_counts_for_all_processes(redis_url: str) -> None:
    policy = Policy("write", 10, 60)
    processes = [RedisCounter(redis_url, ProcessCounter()) for _ in range(2)]
    assert [process.count([Hit(policy, "203.0.113.1", 7)]) for process in processes] == [[1], [2]]


def test_the_limits_of_the_settings_are_taken(settings: Settings) -> None:
    limits = endpoint_limits(settings.model_copy(update={"rate_limit_read": "7/second"}))
    assert limits._policies["read"] == Policy("read", 7, 1)


def test_a_new_window_begins_at_zero() -> None:
    counter, policy = ProcessCounter(), Policy("read", 10, 60)
    assert [counter.count([Hit(policy, "a", window)]) for window in (1, 1, 2)] == [[1], [2], [1]]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_one_subscriber_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.9", "10.0.0.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "forged, 198.51.100.9", "198.51.100.9"),
        (2, "forged, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (2, "10.0.0.2", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_the_settings_name(proxies: int, forwarded: str, expected: str) -> None:
    assert client_address({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}, proxies) == expected

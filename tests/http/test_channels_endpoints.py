"""Channels over HTTP, on the memory backend: status codes, versions, idempotency, problems."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from application.shared.permissions import PERMISSIONS

CHANNEL = {"code": "default", "name": "Europe", "currency": "EUR", "locales": ["en", "de"]}


@pytest.fixture
def client(memory_app: Application, settings: Settings) -> FlaskClient:
    token = StaffTokens(settings.signing_key, memory_app.clock).issue("ada", frozenset(PERMISSIONS), timedelta(hours=1))
    client = create_app(memory_app, settings).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def test_a_channel_is_created_once_for_one_key(client: FlaskClient) -> None:
    answers = [client.post("/api/v1/admin/channels", json=CHANNEL, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].data == answers[1].data
    assert answers[1].headers["Idempotent-Replayed"] == "true"


def test_a_stale_write_is_412_and_a_missing_version_428(client: FlaskClient) -> None:
    etag = client.post("/api/v1/admin/channels", json=CHANNEL).headers["ETag"]
    url, change = "/api/v1/admin/channels/default", {"name": "EU"}
    assert client.patch(url, json=change).status_code == 428
    assert client.patch(url, json=change, headers={"If-Match": etag}).status_code == 200
    stale = client.patch(url, json=change, headers={"If-Match": etag})
    assert (stale.status_code, stale.json["code"], stale.json["data"]["current"]) == (412, "stale_version", 2)


def test_a_wrong_field_is_named(client: FlaskClient) -> None:
    answer = client.post("/api/v1/admin/channels", json=CHANNEL | {"locales": [], "colour": "red"})
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {error["pointer"] for error in answer.json["errors"]} == {"/locales", "/colour"}


def test_a_visitor_is_401_and_a_clerk_without_the_permission_403(client: FlaskClient, memory_app: Application, settings: Settings) -> None:
    client.environ_base.pop("HTTP_AUTHORIZATION")
    assert client.post("/api/v1/admin/channels", json=CHANNEL).status_code == 401
    token = StaffTokens(settings.signing_key, memory_app.clock).issue("bob", frozenset(), timedelta(hours=1))
    assert client.post("/api/v1/admin/channels", json=CHANNEL, headers={"Authorization": f"Bearer {token}"}).status_code == 403

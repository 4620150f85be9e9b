"""The shop that the matrix walks through: in memory, because permissions are asked for before any database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.settings import load_settings
from application.facade import Application
from application.shared.actor import Actor
from bootstrap import Backend, build
from tests.access_matrix.callers import CUSTOMER, EVERYTHING, NOW, STRANGER, Door, behind, staff
from tests.access_matrix.operations import Operation, operations_of
from tests.support.sample_objects import SampleObjects, fill_sample_shop
from tests.support.sample_people import fill_customer, open_accounts
from tests.support.signed_in import sign_in


@dataclass
class Walk:
    """A filled shop and its doors."""

    app: Application
    flask: Flask
    door: Door
    objects: SampleObjects
    operations: list[Operation]
    document: dict[str, Any]

    @property
    def client(self) -> FlaskClient:
        return self.flask.test_client()

    def of_kind(self, *kinds: str) -> list[Operation]:
        return [operation for operation in self.operations if operation.kind in kinds]

    def call(self, operation: Operation, actor: Actor | None, path: str | None = None) -> Any:
        token = None if actor is None else self.door.expect(actor)
        return operation.send(self.client, self.objects, token, path)


_document: list[dict[str, Any]] = []


def open_walk() -> Walk:
    nowhere = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    elsewhere = {"name": "local", "label": "Local", "issuer": "http://127.0.0.1:1", "client_id": "stoa"}
    least = {"log_level": "WARNING", "argon2_memory_kib": 7_168}
    settings = load_settings(_env_file=None, environment="test", external_providers=[elsewhere], **nowhere, **least)
    door = Door()
    app = behind(door, build(settings, Backend.MEMORY))
    flask = create_app(app, settings)
    # At the terminal: rights that nobody looks up again when they are given on.
    token = door.expect(staff(EVERYTHING, account_id=None))
    objects = fill_sample_shop(asking(flask.test_client(), token), asking(flask.test_client()))
    people = {who.require_account(): email for who, email in ((CUSTOMER, "ada@example.com"), (STRANGER, "eve@example.com"))}
    open_accounts(app, NOW, people)
    door.expected["customer"] = CUSTOMER
    fill_customer(objects, asking(flask.test_client(), token), asking(flask.test_client(), "customer"), CUSTOMER.require_account())
    mine = sign_in(app, account_id=CUSTOMER.account_id)
    objects.names |= {"auth/external": "local", "me/external-logins": "local"}
    objects.names["me/sessions"] = str(mine.session_id)
    objects.ids["refresh_token"] = mine.refresh_token
    if not _document:
        _document.append(flask.test_client().get("/api/v1/openapi.json").json)
    return Walk(app, flask, door, objects, operations_of(_document[0]), _document[0])


def asking(client: FlaskClient, token: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(method: str, path: str, body: Any) -> Any:
        content: dict[str, Any] = {"data": body, "content_type": "text/csv"} if isinstance(body, bytes) else {"json": body}
        answer = client.open(path, method=method, headers=headers, **content)
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json

    return ask


@pytest.fixture(scope="package")
def walk() -> Iterator[Walk]:
    """One shop for every column whose calls are refused before anything changes."""
    opened = open_walk()
    yield opened
    opened.app.close()


@pytest.fixture
def fresh() -> Iterator[Callable[[], Walk]]:
    """A shop of its own for calls that do their work."""
    opened: list[Walk] = []

    def again() -> Walk:
        opened.append(open_walk())
        return opened[-1]

    yield again
    for walk in opened:
        walk.app.close()

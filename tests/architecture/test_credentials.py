"""What the way of an endpoint with secrets must look like, whoever writes the next one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from pydantic import BaseModel, TypeAdapter

from adapters.http_flask.app import create_app
from adapters.http_flask.endpoints import Audience, Endpoint, Idempotency
from adapters.http_flask.policies import Public, PublicOrSignedIn, SignedIn
from adapters.settings import load_settings
from bootstrap import Backend, build

#: Fields of an answer that are shown once and kept by nobody.
SHOWN_ONCE = {"access_token", "refresh_token", "secret", "recovery_codes", "codes", "provisioning_uri", "csrf_token", "qr_code"}
#: Fields of a request that somebody could guess, or that make the shop write to an address.
GUESSED = {"password", "current_password", "new_password", "code", "recovery_code", "token", "refresh_token", "challenge"}

#: Operations whose `token` is 192 random bits of a cart's address, for whoever is signed in.
BEYOND_GUESSING = {"claim_cart"}


@pytest.fixture(scope="module")
def endpoints() -> list[Endpoint]:
    nowhere = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    settings = load_settings(_env_file=None, environment="test", log_level="WARNING", **nowhere)
    flask: Flask = create_app(build(settings, Backend.MEMORY), settings)
    return list(flask.extensions["stoa"].endpoints)


def _fields(model: Any) -> set[str]:
    """Every field name in a model, however deep."""

    def names(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from schema.get("properties", {})
            for part in schema.values():
                yield from names(part)
        elif isinstance(schema, list):
            for part in schema:
                yield from names(part)

    return set() if model is None else set(names(TypeAdapter(model).json_schema()))


def test_what_is_shown_once_is_not_kept_for_repeating(endpoints: list[Endpoint]) -> None:
    """The answer to an Idempotency-Key is stored in clear."""
    answers = {e.operation: _fields(e.returns).union(*(_fields(model) for model in e.answers.values())) for e in endpoints}
    kept = {e.operation: answers[e.operation] & SHOWN_ONCE for e in endpoints if e.idempotency is not Idempotency.NONE}
    assert {name: found for name, found in kept.items() if found} == {}


def test_what_can_be_guessed_is_limited_as_guesses_are(endpoints: list[Endpoint]) -> None:
    loose = {}
    for endpoint in endpoints:
        if endpoint.audience is Audience.ADMIN or endpoint.body is None:
            continue
        guessed = GUESSED & set(endpoint.body.model_fields)
        if guessed and endpoint.operation not in BEYOND_GUESSING and endpoint.rate not in {"credentials", "refresh"}:
            loose[endpoint.operation] = (endpoint.rate, guessed)
    assert loose == {}


def test_nobody_who_is_not_known_makes_the_shop_write_to_an_address_without_limit(endpoints: list[Endpoint]) -> None:
    open_to_all = [e for e in endpoints if isinstance(e.policy, (Public, PublicOrSignedIn)) and e.body is not None and e.method != "GET"]
    loose = [e.operation for e in open_to_all if "email" in _own(e.body) and e.rate != "credentials"]
    assert loose == []


def test_a_new_password_asks_for_the_old_one_or_for_a_fresh_sign_in(endpoints: list[Endpoint]) -> None:
    for endpoint in endpoints:
        if isinstance(endpoint.policy, SignedIn) and "new_password" in _own(endpoint.body):
            assert endpoint.policy.fresh or "current_password" in _own(endpoint.body), endpoint.operation


def _own(model: type[BaseModel] | None) -> set[str]:
    return set() if model is None else set(model.model_fields)

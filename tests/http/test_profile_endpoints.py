"""The profile over HTTP: what is wrong is told by its field, what nobody asked for is refused, and nothing that was sent is repeated."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from application.facade import Application
from tests.support.people import account_behind
from tests.support.signed_in import sign_in

PROFILE = "/api/v1/me/profile"


@pytest.fixture
def ada(flask_app: Flask, memory_app: Application) -> FlaskClient:
    client = flask_app.test_client()
    token = sign_in(memory_app, account_behind(memory_app, "ada@example.com", "Ada")).access_token
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"phone": "12", "phone_country": "DE"}, "/phone"),
        ({"phone": "030 901820"}, "/phone"),
        ({"phone": "marker-phone"}, "/phone"),
        ({"phone": 4930901820}, "/phone"),
        ({"phone": "030 901820", "phone_country": "Germany"}, "/phone_country"),
        ({"birthday": "2999-01-01"}, "/birthday"),
        ({"birthday": "1799-01-01"}, "/birthday"),
        ({"birthday": "2001-02-30"}, "/birthday"),
        ({"birthday": "marker-day"}, "/birthday"),
        ({"locale": "Deutsch, bitte"}, "/locale"),
        ({"locale": "zz"}, "/locale"),
        ({"first_name": "x" * 101}, "/first_name"),
        ({"last_name": "line\nbreak"}, "/last_name"),
        ({"email": "marker@example.com"}, "/email"),
        ({"tags": ["marker"]}, "/tags"),
        ({"state": "locked"}, "/state"),
        ({"tax_exempt": True}, "/tax_exempt"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(ada: FlaskClient, given: dict[str, Any], field: str) -> None:
    before = ada.get(PROFILE).json
    answer = ada.patch(PROFILE, json=given)
    assert (answer.status_code, [error["pointer"] for error in answer.json["errors"]]) == (422, [field])
    assert all(error["detail"] for error in answer.json["errors"])
    assert "marker" not in answer.text
    assert ada.get(PROFILE).json == before


def test_what_is_right_is_kept_in_one_form_and_can_be_taken_back(ada: FlaskClient) -> None:
    given = {"phone": "(030) 90 18 20", "phone_country": "DE", "birthday": "1985-12-10", "locale": "de-AT", "last_name": "Lovelace"}
    told = ada.patch(PROFILE, json=given).json
    assert (told["phone"], told["birthday"], told["locale"]) == ("+4930901820", "1985-12-10", "de-AT")
    assert (told["first_name"], told["last_name"]) == ("Ada", "Lovelace")
    told = ada.patch(PROFILE, json={"phone": "", "birthday": None}).json
    assert (told["phone"], told["birthday"], told["locale"]) == ("", None, "de-AT")

"""Registering and signing in over HTTP: what is said to whom, and what is not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.settings import Settings
from tests.support.accounts import ADA, PASSWORD, PeopleUnderTest

AUTH, ME = "/api/v1/auth", "/api/v1/me"
NEW = "gelbe gurke 19"
NOBODY = "nobody@example.com"


@pytest.fixture
def client(people: PeopleUnderTest, settings: Settings) -> FlaskClient:
    return create_app(people.app, settings).test_client()


def login(client: FlaskClient, email: str = ADA, password: str = PASSWORD, **more: Any) -> TestResponse:
    return client.post(f"{AUTH}/login", json={"email": email, "password": password} | more)


def bearer(answer: TestResponse) -> dict[str, str]:
    assert answer.json is not None
    return {"Authorization": f"Bearer {answer.json['access_token']}"}


def same(one: TestResponse, other: TestResponse) -> None:
    """Status, headers and body, all but what every request has of its own."""

    def said(answer: TestResponse) -> tuple[Any, ...]:
        headers = {name: value for name, value in answer.headers.items() if name not in {"X-Request-ID", "Date"}}
        return answer.status_code, headers, re.sub(rb'"request_id":"[^"]*"', b"", answer.data)

    assert said(one) == said(other)


def test_a_person_registers_confirms_signs_in_and_reads_the_account(client: FlaskClient, people: PeopleUnderTest) -> None:
    form = {"email": ADA, "password": PASSWORD, "first_name": "Ada", "locale": "de-AT"}
    assert client.post(f"{AUTH}/register", json=form).status_code == 202
    assert client.post(f"{AUTH}/confirm", json={"token": people.token(ADA), "password": PASSWORD}).status_code == 204
    tokens = login(client, "Ada@Example.com")
    assert tokens.headers["Cache-Control"] == "no-store"
    account = client.get(ME, headers=bearer(tokens))
    assert account.json is not None
    assert (account.json["email"], account.json["first_name"], account.json["locale"]) == (ADA, "Ada", "de-AT")
    assert account.json["has_password"] is True
    assert "hash" not in account.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["register", "confirm/resend", "password-reset", "login-link"], ids=["register", "resend", "reset", "login link"]
)
def test_a_known_address_is_answered_like_an_unknown_one(client: FlaskClient, people: PeopleUnderTest, path: str) -> None:
    people.registered()
    more = {"password": NEW} if path == "register" else {}
    same(*(client.post(f"{AUTH}/{path}", json={"email": email} | more) for email in (ADA, NOBODY)))
    people.settle()
    same(*(client.post(f"{AUTH}/{path}", json={"email": email} | more) for email in (ADA, NOBODY)))


def test_a_wrong_password_is_answered_like_an_unknown_address_up_to_the_wait(client: FlaskClient, people: PeopleUnderTest) -> None:
    people.registered()
    for _ in range(7):
        same(login(client, ADA, "wrong guess 1"), login(client, NOBODY, "wrong guess 1"))
    refused = login(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"


def test_a_form_that_waits_is_answered_like_an_unknown_address(client: FlaskClient, people: PeopleUnderTest) -> None:
    client.post(f"{AUTH}/register", json={"email": ADA, "password": PASSWORD})
    people.settle()
    same(login(client), login(client, NOBODY))


def test_a_customer_at_the_door_of_staff_is_answered_like_a_wrong_password(client: FlaskClient, people: PeopleUnderTest) -> None:
    people.registered()
    same(login(client, audience="admin"), login(client, NOBODY, audience="admin"))


@pytest.mark.parametrize("path", ["password-reset", "login-link", "register"])
def test_a_forged_host_never_gets_into_a_mail(client: FlaskClient, people: PeopleUnderTest, settings: Settings, path: str) -> None:
    if path != "register":
        people.registered()
    forged = {
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "host=evil.example",
        "Origin": "https://evil.example",
        "Referer": "https://evil.example/",
    }
    client.post(f"{AUTH}/{path}", json={"email": ADA} | ({"password": NEW} if path == "register" else {}), headers=forged)
    mail = people.last_mail(ADA)
    assert "evil.example" not in mail
    assert re.findall(r"https?://[^\s/]+", mail) == [settings.storefront_url]


def test_spaces_around_a_password_belong_to_it(client: FlaskClient, people: PeopleUnderTest) -> None:
    spaced = f"  {PASSWORD} "
    client.post(f"{AUTH}/register", json={"email": ADA, "password": spaced})
    client.post(f"{AUTH}/confirm", json={"token": people.token(ADA), "password": spaced})
    assert login(client).status_code == 401
    assert login(client, password=spaced).status_code == 200


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("tiny one", "at least 10"),
        ("x" * 129, "at most 128"),
        ("password12", "guessed first"),
        ("my lovelace 12", "must not contain your name"),
    ],
)
def test_a_refused_password_names_the_field_and_the_rule(client: FlaskClient, password: str, says: str) -> None:
    form = {"email": ADA, "password": password, "last_name": "Lovelace"}
    answer = client.post(f"{AUTH}/register", json=form)
    assert answer.status_code == 422
    (error,) = answer.json["errors"]
    assert error["pointer"] == "/password"
    assert says in error["detail"]
    assert password not in answer.get_data(as_text=True)


@pytest.mark.parametrize("extra", [{"id": "x"}, {"state": "active"}, {"confirmed_at": "2026-01-01"}, {"permissions": ["orders.read"]}])
def test_nobody_writes_fields_that_are_not_theirs(client: FlaskClient, extra: dict[str, Any]) -> None:
    answer = client.post(f"{AUTH}/register", json={"email": ADA, "password": PASSWORD} | extra)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == f"/{next(iter(extra))}"


def test_an_address_that_is_none_is_named_and_not_repeated(client: FlaskClient) -> None:
    answer = login(client, "ada-lovelace-no-address")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/email")
    assert "lovelace" not in answer.get_data(as_text=True)


def test_a_password_changes_and_this_session_goes_on(client: FlaskClient, people: PeopleUnderTest) -> None:
    people.registered()
    here = bearer(login(client))
    change = {"current_password": PASSWORD, "new_password": NEW}
    assert client.post(f"{ME}/password", json=change | {"current_password": "wrong guess 1"}, headers=here).status_code == 422
    assert client.post(f"{ME}/password", json=change, headers=here).status_code == 204
    assert client.get(ME, headers=here).status_code == 200
    assert login(client).status_code == 401
    assert login(client, password=NEW).status_code == 200


def test_a_forgotten_password_is_replaced_by_mail(client: FlaskClient, people: PeopleUnderTest) -> None:
    people.registered()
    client.post(f"{AUTH}/password-reset", json={"email": ADA})
    chosen = {"token": people.token(ADA), "new_password": NEW}
    assert client.post(f"{AUTH}/password-reset/confirm", json=chosen).status_code == 204
    again = client.post(f"{AUTH}/password-reset/confirm", json=chosen)
    assert (again.status_code, again.json["code"]) == (422, "link_no_longer_valid")
    assert chosen["token"] not in again.get_data(as_text=True)
    assert login(client, password=NEW).status_code == 200


def test_a_link_signs_in_and_may_put_the_refresh_token_into_a_cookie(client: FlaskClient, people: PeopleUnderTest) -> None:
    people.registered()
    client.post(f"{AUTH}/login-link", json={"email": ADA})
    answer = client.post(f"{AUTH}/login-link/confirm", json={"token": people.token(ADA), "tokens": "cookie"})
    assert answer.json["refresh_token"] is None
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert client.get(ME, headers=bearer(answer)).status_code == 200


def test_an_address_changes_only_by_fresh_hands_and_the_new_mailbox(
    client: FlaskClient, people: PeopleUnderTest, clock: AdjustableClock
) -> None:
    people.registered()
    session = login(client)
    clock.advance(timedelta(minutes=14))
    here = bearer(session)
    assert client.post(f"{ME}/email", json={"email": "ada@new.example"}, headers=here).status_code == 202
    assert client.get(ME, headers=here).json["email"] == ADA
    token = people.token("ada@new.example")
    refused = client.post(f"{AUTH}/confirm", json={"token": token})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/password")
    assert client.post(f"{AUTH}/confirm", json={"token": token}, headers=here).status_code == 204
    assert login(client, "ada@new.example").status_code == 200


def test_a_closed_account_is_out(client: FlaskClient, people: PeopleUnderTest) -> None:
    people.registered()
    here = bearer(login(client))
    assert client.post(f"{ME}/close", headers=here).status_code == 204
    assert login(client).status_code == 401

"""Refresh tokens over HTTP: rotated at every use, worthless when used before, in a cookie only our own pages can use."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.http_flask.sessions.browser import CSRF_COOKIE, PATH, REFRESH_COOKIE, Browser
from adapters.http_flask.sessions.handing_over import network_of
from adapters.settings import Settings
from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.facade import Application
from application.sessions.opening import IssuedTokens
from application.shared.actor import SYSTEM
from domain.sessions.events import RefreshTokenReplayed, SessionEnded
from domain.shared.ids import SessionId
from tests.support.signed_in import sign_in

REFRESH, LOGOUT, MINE = "/api/v1/auth/refresh", "/api/v1/auth/logout", "/api/v1/me/sessions"
SHOP = "https://shop.example"
API = "https://api.shop.example"


def refresh(client: FlaskClient, token: str) -> TestResponse:
    return client.post(REFRESH, json={"refresh_token": token})


def works(client: FlaskClient, access_token: str) -> bool:
    return client.get(MINE, headers={"Authorization": f"Bearer {access_token}"}).status_code == 200


def events(app: Application, kind: type[Any]) -> list[Any]:
    deliveries: Any = app.deliveries
    return [row.event for row in deliveries.outbox._database.outbox if isinstance(row.event, kind)]


def is_refused(answer: TestResponse) -> bool:
    return (answer.status_code, answer.json["code"]) == (401, "invalid_refresh_token")


def test_a_refresh_gives_both_tokens_anew(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    before = sign_in(memory_app)
    clock.advance(timedelta(days=6))
    answer = refresh(visitor, before.refresh_token)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json["refresh_token"] not in (None, before.refresh_token)
    assert answer.json["session_id"] == str(before.session_id)
    assert works(visitor, answer.json["access_token"])
    assert "Set-Cookie" not in answer.headers


def test_a_session_ends_after_a_week_unused(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    issued = sign_in(memory_app)
    clock.advance(timedelta(days=7))
    assert is_refused(refresh(visitor, issued.refresh_token))


def test_the_busiest_session_ends_after_ninety_days(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    token = sign_in(memory_app).refresh_token
    for _ in range(15):
        clock.advance(timedelta(days=6))
        answer = refresh(visitor, token)
        if answer.status_code == 401:
            break
        token = answer.json["refresh_token"]
    assert is_refused(answer)


def test_tabs_that_race_get_the_same_successor(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    token = sign_in(memory_app).refresh_token
    first = refresh(visitor, token).json
    clock.advance(timedelta(seconds=29))
    second = refresh(visitor, token).json
    assert second["refresh_token"] == first["refresh_token"]
    assert works(visitor, second["access_token"])
    assert refresh(visitor, first["refresh_token"]).status_code == 200


def test_a_stolen_token_ends_the_session_for_thief_and_owner(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    issued = sign_in(memory_app)
    owners = refresh(visitor, issued.refresh_token).json
    clock.advance(timedelta(seconds=31))
    assert is_refused(refresh(visitor, issued.refresh_token))
    assert is_refused(refresh(visitor, owners["refresh_token"]))
    assert not works(visitor, owners["access_token"])
    assert not works(visitor, issued.access_token)
    [told] = events(memory_app, RefreshTokenReplayed)
    assert told.session_id == issued.session_id
    assert [event.reason for event in events(memory_app, SessionEnded)] == ["refresh_token_replayed"]
    wanted = AuditFilter(action=RefreshTokenReplayed.name)
    [entry] = memory_app.audit.search(SearchEntries(SYSTEM, wanted)).items
    assert entry.object_id == str(issued.session_id)


def test_a_token_from_generations_ago_is_known_as_stolen_too(visitor: FlaskClient, memory_app: Application) -> None:
    token = stolen = sign_in(memory_app).refresh_token
    for _ in range(3):
        token = refresh(visitor, token).json["refresh_token"]
    assert is_refused(refresh(visitor, stolen))
    assert is_refused(refresh(visitor, token))


def test_the_other_sessions_of_the_person_go_on(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    phone = sign_in(memory_app)
    claims: Any = memory_app.authenticate
    laptop = sign_in(memory_app, account_id=claims._tokens.read(phone.access_token).account_id)
    refresh(visitor, phone.refresh_token)
    clock.advance(timedelta(seconds=31))
    refresh(visitor, phone.refresh_token)
    assert works(visitor, laptop.access_token)


def test_noise_with_the_id_of_a_session_ends_nothing(visitor: FlaskClient, memory_app: Application) -> None:
    """Session ids are in access tokens and lists: knowing one must not be enough to sign somebody out."""
    issued, other = sign_in(memory_app), sign_in(memory_app)
    forged = issued.refresh_token[:21] + other.refresh_token[21:]
    for token in (forged, issued.refresh_token[:-1] + "A", issued.refresh_token[:30] + "A" * 77):
        if token != issued.refresh_token:
            assert is_refused(refresh(visitor, token))
    assert refresh(visitor, issued.refresh_token).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "=" * 107, "ä" * 107, "A" * 107, "A" * 300])
def test_what_is_no_refresh_token_is_refused_without_repeating_it(visitor: FlaskClient, token: str) -> None:
    answer = refresh(visitor, token)
    assert answer.status_code in (401, 422)
    assert not token or token not in answer.text


def test_without_any_token_there_is_nothing_to_refresh(visitor: FlaskClient) -> None:
    assert is_refused(visitor.post(REFRESH))


def test_a_session_id_that_the_caller_brings_along_is_not_taken_over(visitor: FlaskClient, memory_app: Application) -> None:
    """Fixation: whatever somebody plants before, a new session has tokens and an id of its own."""
    planted = sign_in(memory_app)
    visitor.set_cookie(REFRESH_COOKIE, planted.refresh_token, path=PATH, secure=True)
    fresh = sign_in(memory_app)
    assert fresh.session_id != planted.session_id
    assert visitor.post(REFRESH, json={"refresh_token": fresh.refresh_token}, base_url=API).json["session_id"] == str(fresh.session_id)


def test_signing_out_ends_the_session_and_doing_so_twice_is_fine(visitor: FlaskClient, memory_app: Application) -> None:
    issued = sign_in(memory_app)
    for _ in range(2):
        assert visitor.post(LOGOUT, json={"refresh_token": issued.refresh_token}).status_code == 204
    assert is_refused(refresh(visitor, issued.refresh_token))
    assert not works(visitor, issued.access_token)


def test_the_access_token_alone_is_enough_to_sign_out(visitor: FlaskClient, memory_app: Application) -> None:
    issued = sign_in(memory_app)
    assert visitor.post(LOGOUT, headers={"Authorization": f"Bearer {issued.access_token}"}).status_code == 204
    assert is_refused(refresh(visitor, issued.refresh_token))


# The cookie path


@pytest.fixture
def browsers(memory_app: Application, settings: Settings) -> Flask:
    return create_app(memory_app, settings.model_copy(update={"storefront_url": SHOP, "base_url": API, "cors_origins": (SHOP,)}))


@pytest.fixture
def browser(browsers: Flask) -> FlaskClient:
    return browsers.test_client()


@pytest.fixture
def issued(browser: FlaskClient, memory_app: Application) -> IssuedTokens:
    """Signed in, the refresh token in the cookie."""
    tokens = sign_in(memory_app)
    browser.set_cookie(REFRESH_COOKIE, tokens.refresh_token, path=PATH, domain="api.shop.example", secure=True, httponly=True)
    return tokens


def csrf(settings: Settings, session_id: SessionId) -> str:
    return Browser.of(settings).csrf_token(session_id)


def by_cookie(browser: FlaskClient, path: str = REFRESH, **headers: str) -> TestResponse:
    return browser.post(path, base_url=API, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_browser_refreshes_by_cookie_and_script_never_sees_the_token(
    browser: FlaskClient, issued: IssuedTokens, settings: Settings
) -> None:
    answer = by_cookie(browser, Origin=SHOP, X_CSRF_Token=csrf(settings, issued.session_id))
    assert answer.status_code == 200, answer.text
    assert answer.json["refresh_token"] is None
    assert answer.json["csrf_token"] == csrf(settings, issued.session_id)
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        jar.load(line)
    hidden, shown = jar[REFRESH_COOKIE], jar[CSRF_COOKIE]
    assert (hidden["httponly"], hidden["secure"], hidden["samesite"], hidden["path"]) == (True, True, "Strict", PATH)
    assert hidden["max-age"] == str(7 * 86_400)
    assert (shown["httponly"], shown["secure"], shown["samesite"], shown.value) == ("", True, "Strict", answer.json["csrf_token"])
    assert hidden.value not in (issued.refresh_token, "")
    again = by_cookie(browser, Origin=SHOP, X_CSRF_Token=answer.json["csrf_token"])
    assert again.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": SHOP},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{SHOP}.evil.example"},
        {"Origin": "http://shop.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Origin": SHOP, "X_CSRF_Token": "0" * 64},
        {"Origin": SHOP, "X_CSRF_Token": ""},
        {"Origin": SHOP, "X_CSRF_Token": "ä"},
    ],
    ids=str,
)
def test_another_site_cannot_use_the_cookie(browser: FlaskClient, issued: IssuedTokens, headers: dict[str, str]) -> None:
    for path in (REFRESH, LOGOUT):
        answer = by_cookie(browser, path, **headers)
        assert (answer.status_code, answer.json["code"]) == (403, "cross_site_request")
        assert "Set-Cookie" not in answer.headers


def test_the_right_csrf_token_does_not_help_another_site(browser: FlaskClient, issued: IssuedTokens, settings: Settings) -> None:
    token = csrf(settings, issued.session_id)
    for headers in ({"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}):
        assert by_cookie(browser, X_CSRF_Token=token, **headers).status_code == 403


def test_the_csrf_token_of_another_session_does_not_help(
    browser: FlaskClient, issued: IssuedTokens, settings: Settings, memory_app: Application
) -> None:
    """An attacker signs in, too, and plants the token of that session."""
    attackers = csrf(settings, sign_in(memory_app).session_id)
    assert by_cookie(browser, Origin=SHOP, X_CSRF_Token=attackers).status_code == 403


def test_a_form_of_another_site_gets_nowhere(browser: FlaskClient, issued: IssuedTokens) -> None:
    answer = browser.post(REFRESH, base_url=API, data={"refresh_token": "x"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 415


def test_the_cookie_alone_opens_no_account(browser: FlaskClient, issued: IssuedTokens) -> None:
    assert browser.get(MINE, base_url=API).status_code == 401


def test_signing_out_by_cookie_takes_the_cookies_away(browser: FlaskClient, issued: IssuedTokens, settings: Settings) -> None:
    answer = by_cookie(browser, LOGOUT, Origin=SHOP, X_CSRF_Token=csrf(settings, issued.session_id))
    assert answer.status_code == 204
    lines = answer.headers.getlist("Set-Cookie")
    assert len(lines) == 2
    assert all("Max-Age=0" in line for line in lines)
    assert is_refused(refresh(browser, issued.refresh_token))


def test_only_named_origins_may_send_the_cookie(memory_app: Application, settings: Settings, browser: FlaskClient) -> None:
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-csrf-token"}
    allowed = browser.options(REFRESH, headers=asked)
    assert (allowed.headers["Access-Control-Allow-Credentials"], allowed.headers["Access-Control-Allow-Origin"]) == ("true", SHOP)
    assert "Access-Control-Allow-Credentials" not in browser.options("/api/v1/carts", headers=asked).headers
    anybody = create_app(memory_app, settings.model_copy(update={"cors_origins": ("*",)})).test_client()
    assert "Access-Control-Allow-Credentials" not in anybody.options(REFRESH, headers=asked).headers


# The list of sessions


def test_people_see_their_sessions_and_nobody_elses(visitor: FlaskClient, memory_app: Application) -> None:
    mine, _ = sign_in(memory_app), sign_in(memory_app)
    [shown] = visitor.get(MINE, headers={"Authorization": f"Bearer {mine.access_token}"}).json["data"]
    assert (shown["id"], shown["current"], shown["network"], shown["device"]) == (
        str(mine.session_id),
        True,
        "192.0.2.0/24",
        "Firefox on Linux",
    )


def test_somebody_elses_session_is_not_there_to_be_ended(visitor: FlaskClient, memory_app: Application) -> None:
    mine, theirs = sign_in(memory_app), sign_in(memory_app)
    answer = visitor.delete(f"{MINE}/{theirs.session_id}", headers={"Authorization": f"Bearer {mine.access_token}"})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert works(visitor, theirs.access_token)


@pytest.mark.parametrize(
    ("address", "coarse"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("[2001:db8:1:2::1]", "2001:db8:1::/48"),
        ("nonsense", "unknown"),
    ],
)
def test_where_somebody_was_is_kept_coarsely(address: str, coarse: str) -> None:
    assert network_of(address) == coarse

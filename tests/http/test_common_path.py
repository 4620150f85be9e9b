"""What every answer has in common: ids, headers, refusals of malformed requests, no surprises for clients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from adapters.http_flask import app as app_module
from adapters.http_flask.app import create_app
from adapters.http_flask.endpoints import Audience, Endpoints
from adapters.http_flask.policies import Operator
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.settings import Settings
from application.facade import Application

CHANNELS = "/api/v1/admin/channels"
CHANNEL = {"code": "default", "name": "Europe", "currency": "EUR"}
EVERYWHERE = ["/", "/docs", "/docs/docs.js", "/api/v1/openapi.json", "/health/live", "/metrics", "/nowhere", CHANNELS]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_has_a_request_id_and_safe_headers(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert len(headers["X-Request-ID"]) == 36
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert "Set-Cookie" not in headers


def test_https_is_pinned_where_the_shop_is_reached_by_https(memory_app: Application, settings: Settings) -> None:
    client = create_app(memory_app, settings.model_copy(update={"base_url": "https://api.shop.example"})).test_client()
    assert client.get("/health/live").headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_request_id_of_the_caller_is_kept_if_it_cannot_break_a_line(visitor: FlaskClient) -> None:
    assert visitor.get("/", headers={"X-Request-ID": "checkout-4711"}).headers["X-Request-ID"] == "checkout-4711"
    for bad in ("short", "x" * 65, 'quote"quote"quote', "späße-sind-toll", "white space here"):
        assert visitor.get("/", headers={"X-Request-ID": bad}).headers["X-Request-ID"] != bad


def test_a_problem_names_the_request(visitor: FlaskClient) -> None:
    answer = visitor.get("/nowhere")
    assert answer.mimetype == "application/problem+json"
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]
    assert (answer.json["status"], answer.json["code"]) == (404, "not_found")


def test_what_nobody_said_may_be_kept_is_not_kept(visitor: FlaskClient) -> None:
    assert visitor.get("/health/live").headers["Cache-Control"] == "no-store"
    assert visitor.get("/api/v1/openapi.json").headers["Cache-Control"] == "public, max-age=60"


def test_a_wrong_method_is_told_the_right_ones(visitor: FlaskClient) -> None:
    answer = visitor.delete(CHANNELS)
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_no_header_turns_one_method_into_another(visitor: FlaskClient) -> None:
    answer = visitor.post("/health/live", headers={"X-HTTP-Method-Override": "GET"})
    assert answer.status_code == 405


def test_head_is_get_without_the_body(visitor: FlaskClient) -> None:
    head, get = visitor.head("/health/live"), visitor.get("/health/live")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_options_names_the_methods(visitor: FlaskClient) -> None:
    assert "POST" in visitor.options(CHANNELS).headers["Allow"]


def test_a_trailing_slash_is_the_same_address_and_a_double_one_none(visitor: FlaskClient) -> None:
    assert visitor.get("/health/live/").status_code == 200
    assert visitor.get("//health/live").status_code == 404
    assert visitor.get("/health//live").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "a b", "[", "x" * 300, "evil.example:99999", ""])
def test_a_forged_host_changes_nothing(visitor: FlaskClient, host: str) -> None:
    answer = visitor.get("/health/live", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code in (200, 400)
    assert host == "" or host not in str(answer.headers) or host == "["


def test_a_nul_in_a_text_is_refused_at_its_field(staff_client: FlaskClient) -> None:
    body = {"name": {"en": "Shirt"}, "tags": ["ok", "a\0b"]}
    answer = staff_client.post("/api/v1/admin/products", json=body)
    assert (answer.status_code, [problem["pointer"] for problem in answer.json["errors"]]) == (422, ["/tags/1"])


@pytest.mark.parametrize("path", ["/health/live?x=%00", "/health/%00", f"{CHANNELS}/a%00b", f"{CHANNELS}?cursor=a%00"])
def test_a_nul_in_the_address_is_a_bad_request(staff_client: FlaskClient, path: str) -> None:
    answer = staff_client.get(path)
    assert (answer.status_code, answer.json["code"]) == (400, "malformed_url")


@pytest.mark.parametrize("path", [f"{CHANNELS}/%ED%A0%80", f"{CHANNELS}/%FF", f"{CHANNELS}?limit=%ED%A0%80", "/%80"])
def test_bytes_that_are_no_text_are_refused_or_unknown(staff_client: FlaskClient, path: str) -> None:
    assert 400 <= staff_client.patch(path, json={}, headers={"If-Match": "*"}).status_code < 500


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed_json"),
        (b"{", 400, "malformed_json"),
        (b'{"name": NaN}', 400, "malformed_json"),
        (b'{"name": Infinity}', 400, "malformed_json"),
        (b'{"name": "\\ud800"}', 400, "malformed_json"),
        (b'{"name": "\xff"}', 400, "malformed_json"),
        (b'{"name": "a\\u0000b"}', 422, "invalid_body"),
        (b'{"a\\u0000b": 1}', 422, "invalid_body"),
        (b"[" * 40 + b"]" * 40, 400, "too_complex"),
        (b"[" * 100_000, 400, "too_complex"),
        (b"[" + b"{}," * 20_000 + b"{}]", 400, "too_complex"),
        (b"null", 422, "invalid_body"),
        (b"[]", 422, "invalid_body"),
        (b'{"code": "a", "name": "A", "currency": "EUR", "prices_include_tax": "yes"}', 422, "invalid_body"),
    ],
)
def test_a_body_that_is_no_request_is_refused(staff_client: FlaskClient, body: bytes, status: int, code: str) -> None:
    answer = staff_client.post(CHANNELS, data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_body_must_say_that_it_is_json(staff_client: FlaskClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None):
        answer = staff_client.post(CHANNELS, data=b"{}", content_type=kind)
        assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media_type")


def test_a_body_beyond_the_limit_is_413(staff_client: FlaskClient, settings: Settings) -> None:
    answer = staff_client.post(CHANNELS, data=b" " * (settings.max_body_bytes + 1), content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("key", ["", "x" * 256, "späße", "with space"])
def test_an_idempotency_key_is_visible_ascii(staff_client: FlaskClient, key: str) -> None:
    answer = staff_client.post(CHANNELS, json=CHANNEL, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json["code"]) == (400, "invalid_idempotency_key")


@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "." * 5000])
def test_a_token_that_is_none_is_401(visitor: FlaskClient, token: str) -> None:
    answer = visitor.get(CHANNELS, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_surprise_is_a_problem_with_the_request_id_and_no_details(flask_app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    @flask_app.get("/broken")
    def broken() -> str:
        raise RuntimeError("the secret is 4711")

    answer = flask_app.test_client().get("/broken")
    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert "4711" not in answer.text
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]
    assert capsys.readouterr().out.count("unexpected_error") == 1


def test_a_stream_is_not_gathered_before_it_is_sent(memory_app: Application, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(3):
            made.append(number)
            yield b"piece"

    def streams(_: Application) -> Endpoints:
        api = Endpoints("System", "/streams", Audience.SYSTEM, rate="none")

        @api.get("", "Pieces", policy=Operator())
        def stream_pieces(call: Call) -> Reply:
            return Reply(200, stream=pieces(), content_type="text/plain")

        return api

    monkeypatch.setattr(app_module, "GROUPS", [streams])
    answer = create_app(memory_app, settings).test_client().get("/streams")
    assert made == [0], "the test client looks at the first piece, and nobody at more"
    assert answer.data == b"piece" * 3


def test_browsers_of_configured_origins_may_call(memory_app: Application, settings: Settings) -> None:
    shop = "https://shop.example"
    client = create_app(memory_app, settings.model_copy(update={"cors_origins": (shop,)})).test_client()
    ours = client.get(CHANNELS, headers={"Origin": shop})
    assert ours.headers["Access-Control-Allow-Origin"] == shop
    assert {"ETag", "X-Request-ID", "Retry-After"} <= set(ours.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Origin" in ours.headers["Vary"]
    assert "Access-Control-Allow-Origin" not in client.get(CHANNELS, headers={"Origin": "https://evil.example"}).headers
    asked = {"Origin": shop, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "if-match,idempotency-key"}
    preflight = client.options(CHANNELS, headers=asked)
    assert preflight.status_code == 200
    assert "PATCH" in preflight.headers["Access-Control-Allow-Methods"]
    assert {"if-match", "idempotency-key"} <= {
        name.strip().lower() for name in preflight.headers["Access-Control-Allow-Headers"].split(",")
    }
    assert "Access-Control-Allow-Credentials" not in preflight.headers


def test_without_configured_origins_no_other_page_may_call(visitor: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in visitor.get(CHANNELS, headers={"Origin": "https://shop.example"}).headers

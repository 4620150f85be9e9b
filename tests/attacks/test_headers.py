"""Headers, hosts and lines of the log belong to the shop, whatever a caller sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.http_flask.edge.journal import Journal
from adapters.settings import Settings
from tests.access_matrix.conftest import Walk
from tests.attacks.conftest import insider

INJECTED = "x\r\nSet-Cookie: sid=1\r\n\r\n<script>"
LINE = 'x\n{"event":"request","status":200,"actor":"owner"}'
FORGED = "evil.example"
ODD = ("%0d%0aSet-Cookie:%20sid=1", "%0A%7B%22event%22%3A%22forged%22%7D", "..%2f..%2fetc%2fpasswd", "%00", "a" * 4000, "%e2%80%ae")


def _raw(shop: Walk, **environ: str) -> FlaskClient:
    """Past the test client's own checks: what a server would hand over if it let such a header through."""
    client = shop.client
    client.environ_base.update(environ)
    return client


def _every_answer(shop: Walk, **environ: str) -> Iterator[tuple[str, Any]]:
    for operation in shop.operations:
        actor = insider(operation)
        token = shop.door.expect(actor) if actor else None
        if operation.method == "GET":
            yield operation.id, operation.send(_raw(shop, **environ), shop.objects, token)


@pytest.mark.parametrize("header", ["HTTP_X_REQUEST_ID", "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH", "HTTP_ORIGIN"])
def test_no_header_of_a_caller_becomes_one_of_ours(shop: Walk, header: str) -> None:
    for name, answer in _every_answer(shop, **{header: INJECTED}):
        assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if "sid=1" in cookie], name
        assert not [value for value in answer.headers.values() if "\n" in value or "\r" in value or "script" in value], name


@pytest.mark.parametrize(
    "header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_ORIGINAL_URL", "HTTP_X_FORWARDED_PROTO"]
)
def test_a_forged_host_is_in_no_answer(shop: Walk, header: str) -> None:
    """No link, no Location, no action address, no document: links are paths, full addresses come from the settings."""
    for name, answer in _every_answer(shop, **{f"HTTP_{header}": FORGED}):
        assert FORGED not in answer.text, name
        assert FORGED not in str(answer.headers), name


def test_a_creation_under_a_forged_host_leads_to_our_own_address(shop: Walk) -> None:
    answer = shop.client.post("/api/v1/carts", json={"channel": shop.objects.shop.channel}, headers={"Host": FORGED})
    assert answer.status_code == 201
    assert FORGED not in answer.text + str(answer.headers)


@pytest.mark.parametrize("part", ODD)
def test_nothing_in_an_address_breaks_out_of_it(shop: Walk, part: str) -> None:
    for path in (
        f"/api/v1/carts/{part}",
        f"/api/v1/orders/{part}",
        f"/api/v1/products/{part}",
        f"/api/v1/products?search={part}",
        f"/{part}",
    ):
        answer = shop.client.get(path)
        assert answer.status_code < 500, path
        assert "Set-Cookie" not in answer.headers, path
        assert answer.mimetype in {"application/json", "application/problem+json"}, path


def test_a_request_makes_one_line_whatever_it_holds(shop: Walk, settings: Settings) -> None:
    written: list[bytes] = []
    client = create_app(shop.app, settings, journal=Journal(settings, written.append)).test_client()
    client.environ_base |= {"HTTP_X_REQUEST_ID": LINE, "HTTP_USER_AGENT": LINE, "REQUEST_METHOD": "GET"}
    for part in ODD:
        client.get(f"/api/v1/carts/{part}")
    client.open("/api/v1/carts", method="BREW\nCOFFEE")
    lines = b"".join(written).splitlines()
    assert len(lines) == len(ODD) + 1
    assert {orjson.loads(line)["actor"] for line in lines} == {"visitor"}
    assert b"forged" not in b"".join(lines)


def test_answers_to_scripts_are_never_pages(shop: Walk) -> None:
    for name, answer in _every_answer(shop, HTTP_ACCEPT="text/html"):
        assert answer.mimetype != "text/html", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert "'unsafe-eval'" not in answer.headers["Content-Security-Policy"], name


def test_what_belongs_to_somebody_is_kept_by_no_cache(shop: Walk) -> None:
    for operation in shop.operations:
        if operation.method != "GET" or operation.kind in {"public", "operator"}:
            continue
        actor = insider(operation)
        answer = operation.send(shop.client, shop.objects, shop.door.expect(actor) if actor else None)
        control = answer.headers["Cache-Control"]
        assert "no-store" in control or "private" in control or "no-cache" in control, f"{operation.id}: {control}"
        assert "public" not in control, operation.id

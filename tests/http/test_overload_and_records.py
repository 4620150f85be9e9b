"""Admission under overload, and what is written down of a request."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic, sleep

import orjson
import pytest
from prometheus_client import REGISTRY

from adapters.http_flask.app import create_app
from adapters.http_flask.edge.admission import BUSY_SWITCH, CALM_SWITCH, Gate
from adapters.http_flask.edge.journal import Journal
from adapters.http_flask.edge.pulse import Pulse
from adapters.http_flask.system.health import Readiness
from adapters.settings import Settings
from application.facade import Application
from application.shared.recording import came_in_by, entrance
from tests.support.signed_in import sign_in
from tests.support.staff_room import StaffRoom

CHANNELS = "/api/v1/admin/channels"


def test_calm_everybody_enters() -> None:
    gate = Gate(threads=2)
    assert [gate.enter() for _ in range(5)] == [True] * 5


def test_overloaded_one_thread_is_kept_free_to_refuse() -> None:
    gate = Gate(threads=3)
    gate.observed(0.5)
    assert [gate.enter() for _ in range(4)] == [True, True, False, False]
    gate.leave()
    assert gate.enter()


def test_the_longer_the_wait_the_more_threads_refuse() -> None:
    gate = Gate(threads=4)
    gate.observed(2.0)
    assert [gate.enter() for _ in range(4)] == [True, True, False, False]


def test_threads_take_turns_faster_only_while_refusing() -> None:
    gate = Gate(threads=2)
    try:
        gate.enter()
        gate.observed(2.0)
        assert sys.getswitchinterval() == pytest.approx(BUSY_SWITCH)
        gate.observed(0.0)
        assert sys.getswitchinterval() == pytest.approx(CALM_SWITCH)
    finally:
        sys.setswitchinterval(CALM_SWITCH)


def test_a_write_under_overload_is_503_at_once_and_a_read_is_answered(memory_app: Application, settings: Settings) -> None:
    gate = Gate(threads=1)
    client = create_app(memory_app, settings, gate=gate).test_client()
    gate.observed(2.0)
    assert gate.enter()
    try:
        refused = client.post(CHANNELS, json={})
        assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (503, "overloaded", "1")
        assert refused.json["request_id"] == refused.headers["X-Request-ID"]
        assert client.get("/health/live").status_code == 200
    finally:
        gate.leave()
        gate.observed(0.0)
    assert client.post(CHANNELS, json={}).status_code == 401
    assert gate.inside == 0


@pytest.fixture
def one_thread() -> Iterator[tuple[int, Lock]]:
    """A server that answers its process id while nobody holds the lock: its port, and the lock."""
    thread = Lock()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with thread:
                body = str(os.getpid()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, thread
    server.shutdown()
    server.server_close()


def test_a_pulse_measures_the_wait_while_it_grows_and_sees_it_end(one_thread: tuple[int, Lock]) -> None:
    port, thread = one_thread
    gate = Gate(threads=1)
    pulse = Pulse(gate, "127.0.0.1", port)
    pulse.start()
    try:
        assert _eventually(lambda: 0 < gate.wait < 0.1)
        with thread:
            assert _eventually(lambda: gate.wait > 0.4)
        assert _eventually(lambda: gate.wait < 0.1)
    finally:
        pulse.stop()
        pulse.join(60)


def test_without_a_server_nobody_is_refused() -> None:
    gate = Gate(threads=1)
    gate.wait = 9.0
    pulse = Pulse(gate, "127.0.0.1", 1)
    pulse.start()
    assert _eventually(lambda: gate.wait == 0.0)
    pulse.stop()
    pulse.join(60)


def _eventually(condition: Callable[[], bool], seconds: float = 60) -> bool:
    until = monotonic() + seconds
    while monotonic() < until:
        if condition():
            return True
        sleep(0.02)
    return False


def test_a_request_leaves_one_line_without_anything_private(memory_app: Application, settings: Settings, staff_token: str) -> None:
    lines: list[bytes] = []
    client = create_app(
        memory_app, settings, journal=Journal(settings.model_copy(update={"log_level": "INFO"}), lines.append)
    ).test_client()
    headers = {"Authorization": f"Bearer {staff_token}", "X-Request-ID": "request-4711", "Idempotency-Key": "key-of-a-client"}
    private = {"code": "private-code", "name": "Ada Lovelace", "currency": "EUR"}
    client.post(f"{CHANNELS}?note=ada@example.com", json=private, headers=headers)
    client.get("/api/v1/carts/secret-token-of-a-cart?email=ada@example.com")
    assert len(lines) == 2
    line = orjson.loads(lines[0])
    assert {key: line[key] for key in ("event", "endpoint", "method", "status", "actor", "request_id", "level")} == {
        "event": "request",
        "endpoint": "create_channel",
        "method": "POST",
        "status": 201,
        "actor": "ada",
        "request_id": "request-4711",
        "level": "info",
    }
    assert line["ms"] > 0
    written = b"".join(lines)
    for secret in (b"private-code", b"Lovelace", b"example.com", b"key-of-a-client", b"secret-token", staff_token.encode()):
        assert secret not in written


def test_a_line_names_whoever_acts_for_a_customer(memory_app: Application, settings: Settings) -> None:
    room, lines = StaffRoom(memory_app), list[bytes]()
    quiet = settings.model_copy(update={"log_level": "INFO"})
    client = create_app(memory_app, settings, journal=Journal(quiet, lines.append)).test_client()
    sam = room.working("Sam", "support")
    acting = sign_in(memory_app, room.account("Carl"), impersonator_id=sam.account_id)
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {acting.access_token}"}).status_code == 200
    assert orjson.loads(lines[-1])["actor"].endswith(f" by {sam.account_id}")


def test_what_a_thread_does_after_a_request_is_nobody_elses_work(memory_app: Application, settings: Settings, staff_token: str) -> None:
    came_in_by(None)
    own = entrance()
    answer = create_app(memory_app, settings).test_client().get(CHANNELS, headers={"Authorization": f"Bearer {staff_token}"})
    assert answer.status_code == 200
    assert entrance() is own


def test_a_made_up_method_does_not_make_a_series(memory_app: Application, settings: Settings) -> None:
    client = create_app(memory_app, settings).test_client()
    client.open("/nowhere", method="BREW")
    assert not [sample for family in REGISTRY.collect() for sample in family.samples if sample.labels.get("method") == "BREW"]


def test_metrics_tell_requests_by_endpoint_and_status(memory_app: Application, settings: Settings) -> None:
    client = create_app(memory_app, settings).test_client()
    client.get(CHANNELS)
    text = client.get("/metrics").text
    assert 'stoa_http_request_seconds_count{endpoint="list_channels",method="GET",status="401"}' in text
    assert "stoa_http_in_flight" in text


class _Probe:
    name = "database"

    def __init__(self) -> None:
        self.verdict: str | None = None
        self.asked = 0

    def check(self) -> str | None:
        self.asked += 1
        return self.verdict


def test_readiness_asks_at_most_once_a_second_and_notices_both_ways() -> None:
    probe, now = _Probe(), [0.0]
    readiness = Readiness((probe,), lambda: now[0])
    assert [readiness.checks() for _ in range(3)] == [{"database": "ok"}] * 3
    assert probe.asked == 1
    probe.verdict, now[0] = "does not answer", 1.0
    assert readiness.checks() == {"database": "does not answer"}
    probe.verdict, now[0] = None, 2.0
    assert readiness.checks() == {"database": "ok"}

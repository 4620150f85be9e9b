"""The real server on real PostgreSQL and Redis: what only processes, sockets and shared memory can show."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import orjson
import psutil
import pytest
from redis import Redis

from adapters.clock import SystemClock
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings, load_settings
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, build
from tests.support.databases import fresh_database
from tests.support.running import ROOT, serving, starting
from tests.support.sample_callers import sample_callers
from tests.support.workers import until

pytestmark = [pytest.mark.http]

CHANNELS = "/api/v1/admin/channels"


@pytest.fixture(scope="module")
def module_settings(shared_redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("server")
    with fresh_database() as database:
        yield load_settings(_env_file=None, environment="test", database_url=database, redis_url=shared_redis_url, data_dir=folder)


@pytest.fixture(scope="module")
def log(module_settings: Settings) -> Path:
    return module_settings.data_dir / "server.log"


@pytest.fixture(scope="module")
def url(module_settings: Settings, log: Path) -> Iterator[str]:
    """One server for the whole module."""
    with serving(module_settings, log) as address:
        yield address


@pytest.fixture
def token(module_settings: Settings) -> str:
    return StaffTokens(module_settings.signing_key, SystemClock()).issue("ada", frozenset(PERMISSIONS), timedelta(hours=4))


def test_a_ready_server_says_so_with_every_dependency(url: str) -> None:
    answer = httpx.get(f"{url}/health/ready", timeout=60)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "checks": {"database": "ok", "migrations": "ok", "redis": "ok"}})


def test_metrics_are_the_sum_of_all_processes(url: str) -> None:
    before = _count(httpx.get(f"{url}/metrics", timeout=60).text)
    for _ in range(40):  # A new connection each time, so that both processes get some.
        httpx.get(f"{url}{CHANNELS}", timeout=60)
    text = httpx.get(f"{url}/metrics", timeout=60).text
    assert _count(text) == before + 40
    for name in ("stoa_http_queue_wait_seconds", "stoa_database_connections_in_use", "stoa_outbox_pending"):
        assert re.search(rf"^{name}(\{{.*\}})? [\d.e-]+$", text, re.MULTILINE), name


def _count(text: str) -> float:
    found = re.search(
        r'^stoa_http_request_seconds_count\{endpoint="list_channels",method="GET",status="401"\} ([\d.]+)$', text, re.MULTILINE
    )
    return float(found[1]) if found else 0.0


def test_every_request_is_one_line_of_json(url: str, log: Path) -> None:
    httpx.get(f"{url}{CHANNELS}?email=ada@example.com", headers={"X-Request-ID": "request-4711", "Authorization": "Bearer secret-token"})
    written = log.read_text()
    lines = [orjson.loads(line) for line in written.splitlines() if "request-4711" in line]
    assert [(line["endpoint"], line["status"], line["level"]) for line in lines] == [("list_channels", 401, "info")]
    assert "ada@example.com" not in written
    assert "secret-token" not in written


def test_a_body_without_a_length_is_limited_too(url: str, token: str, module_settings: Settings) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(module_settings.max_body_bytes // 65536 + 2):
            yield b" " * 65536

    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = httpx.post(f"{url}{CHANNELS}", content=endless(), headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


REQUEST_LINES = (
    b"GET /%00 HTTP/1.1",
    b"GET /\xff\xfe HTTP/1.1",
    b"GET /api/v1/carts/\xed\xa0\x80 HTTP/1.1",
    b"BREW / HTTP/1.1",
    b"TRACE / HTTP/1.1",
    b"GET * HTTP/1.1",
)
HEADERS = (b"Host: [", b"Host: \xff", b"Host: a b", b"Host: x\r\nX-Request-ID: \xff\xfe", b"Host: x\r\nContent-Length: -1")


@pytest.mark.parametrize("request_line", REQUEST_LINES)
@pytest.mark.parametrize("header", HEADERS)
def test_no_bytes_on_the_wire_are_our_mistake(url: str, request_line: bytes, header: bytes) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as connection:
        connection.sendall(request_line + b"\r\n" + header + b"\r\nConnection: close\r\n\r\n")
        answer = connection.recv(65536)
    status = int(answer.split()[1]) if answer else 400
    assert status < 500


def test_one_connection_serves_many_requests(url: str) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    for path, status in (("/health/live", 200), ("/nowhere", 404), ("/health/live?x=%00", 400), ("/health/live", 200)):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()


def wait_for_a_window(seconds: int, enough: float = 30) -> None:
    """Windows begin on the clock: without this the test would see two of them once in a while."""
    left = seconds - time.time() % seconds
    if left < enough:
        time.sleep(left + 0.1)


def test_limits_hold_over_all_processes(module_settings: Settings, tmp_path: Path) -> None:
    with serving(module_settings, tmp_path / "server.log", RATE_LIMITS_ENABLED="true", RATE_LIMIT_CREDENTIALS="10/hour") as url:
        wait_for_a_window(3600)
        with Redis.from_url(module_settings.redis_url) as counted:
            counted.flushdb()  # what other tests of this process counted from this address

        def guess(_: int) -> int:
            return httpx.get(f"{url}{CHANNELS}", headers={"Authorization": "Bearer nonsense"}, timeout=60).status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(guess, range(30)))
    assert sorted(statuses) == [401] * 10 + [429] * 20


def test_a_server_that_is_stopped_while_it_starts_is_gone_at_once(module_settings: Settings, tmp_path: Path) -> None:
    with starting(module_settings, tmp_path / "server.log") as (_, process):
        master = psutil.Process(process.pid)
        until(master.children)
        children = master.children()
        master.terminate()
        process.wait(15)  # who does not listen is killed after 20 seconds
    assert [child for child in children if child.is_running()] == []


def test_without_redis_requests_are_answered_and_readiness_is_honest(module_settings: Settings, tmp_path: Path) -> None:
    away = module_settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    log = tmp_path / "server.log"
    with serving(away, log, RATE_LIMITS_ENABLED="true", RATE_LIMIT_CREDENTIALS="3/hour") as url:
        ready = httpx.get(f"{url}/health/ready", timeout=60)
        assert (ready.status_code, ready.json()["checks"]["redis"]) == (503, "does not answer")
        assert httpx.get(f"{url}/health/live", timeout=60).status_code == 200
        guesses = [httpx.get(f"{url}{CHANNELS}", headers={"Authorization": "Bearer nonsense"}, timeout=60).status_code for _ in range(10)]
        assert guesses.count(429) >= 4, "without Redis guessing must still end, in each of the two processes"
        assert 500 not in guesses
    assert "rate_limits_without_redis" in log.read_text()


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
def test_schemathesis_finds_nothing_on_the_real_server(url: str, token: str, module_settings: Settings) -> None:
    app = build(module_settings.model_copy(update={"access_token_minutes": 60, "base_url": url}), Backend.REAL)
    environment = os.environ | {"STOA_STAFF_TOKEN": token} | sample_callers(app)
    app.close()
    command = [sys.executable, str(ROOT / "scripts/check_api"), "--url", url, "--", "--max-examples", "3", "--no-color"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-1000:]

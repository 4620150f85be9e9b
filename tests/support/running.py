"""`stoa serve` as a process of its own, for tests that need the real server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.settings import Settings
from tests.support.log_watch import read_log

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(settings: Settings, log: Path, **variables: str) -> Iterator[str]:
    """The address of a running server on the services of `settings`; it is stopped, or killed after ten seconds."""
    with starting(settings, log, **variables) as (url, process):
        _wait(url, process, log)
        yield url


@contextmanager
def starting(settings: Settings, log: Path, **variables: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """As `serving`, and not waiting until it answers."""
    port = free_port()
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "STOA_ENVIRONMENT": "test",
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "STOA_DATA_DIR": str(settings.data_dir),
        "STOA_PORT": str(port),
        "RATE_LIMITS_ENABLED": "false",
        **variables,
    }
    with log.open("wb") as output:
        command = [sys.executable, "-m", "adapters.cli.main", "serve"]
        process = subprocess.Popen(command, cwd=settings.data_dir, env=environment, stdout=output, stderr=output, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    read_log(log)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds  # ends what hangs; a busy machine may take its time
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health/live", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")

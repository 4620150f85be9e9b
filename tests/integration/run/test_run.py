"""`stoa run` in an empty folder: opens the shop, keeps it open through kills, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from adapters.embedded import EmbeddedServices

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.timeout(240)


@dataclass
class RunningShop:
    """One `stoa run` process and what it printed."""

    folder: Path
    port: int
    process: subprocess.Popen[str] = field(init=False)
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        ours = {"STOA_DATA_DIR", "STOA_SECRET_KEY", "STOA_ENVIRONMENT", "DATABASE_URL", "REDIS_URL", "LOG_FORMAT"}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        environment |= {"STOA_PORT": str(self.port), "PYTHONPATH": str(ROOT), "WEB_WORKERS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "adapters.cli.main", "run", "--no-demo"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            self.lines.extend(iter(stream.readline, ""))

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def until_open(self) -> None:
        wait_for(lambda: "Stoa is open." in self.output or self.process.poll() is not None, self)
        assert self.process.poll() is None, self.output

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self, name: str) -> None:
        """Kill one child and wait until its end was noticed."""
        lines = (self.folder / ".stoa" / "run.pids").read_text(encoding="utf-8").splitlines()
        (pid,) = (int(line.split()[1]) for line in lines if line.startswith(f"{name} "))
        assert psutil.Process(pid).ppid() == self.process.pid
        psutil.Process(pid).kill()
        wait_for(lambda: f"{name} ended (signal SIGKILL)" in self.output, self)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=120)
        self.reader.join(10)
        return code


def wait_for(condition: Callable[[], bool], shop: RunningShop, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, shop.output
        time.sleep(0.05)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    EmbeddedServices(tmp_path / ".stoa").stop()  # when a test failed before the shop stopped them


def running_from(folder: Path) -> list[str]:
    """Command lines of everything that still works in or for the folder."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd"]):
        text = " ".join(process.info["cmdline"] or []) + " " + str(process.info["cwd"])
        if str(folder) in text and process.pid != os.getpid():
            found.append(text)
    return found


def test_the_shop_opens_survives_kills_and_stops_cleanly(folder: Path, port: int) -> None:
    shop = RunningShop(folder, port)
    try:
        shop.until_open()
        assert f"http://127.0.0.1:{port}/docs" in shop.output
        wait_for(shop.answers, shop)
        for name in ("web", "worker"):
            shop.kill(name)
        wait_for(shop.answers, shop)
        services = EmbeddedServices(folder / ".stoa")
        pid = services.postgres.status().pid
        assert pid is not None
        psutil.Process(pid).kill()
        wait_for(lambda: services.postgres.status().pid not in {None, pid}, shop)
        wait_for(shop.answers, shop)
    finally:
        code = shop.stop()
    assert code == 0, shop.output
    assert running_from(folder) == []


def test_a_killed_shop_opens_again_with_its_data_and_key(folder: Path, port: int) -> None:
    first = RunningShop(folder, port)
    try:
        first.until_open()
        key = (folder / ".stoa" / "secret_key").read_text()
    finally:
        first.stop(signal.SIGKILL)
    second = RunningShop(folder, port)
    try:
        second.until_open()
        wait_for(second.answers, second)
        assert (folder / ".stoa" / "secret_key").read_text() == key
    finally:
        code = second.stop(signal.SIGTERM)
    assert code == 0, second.output
    assert running_from(folder) == []


def test_a_taken_port_is_named_with_a_way_out(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        shop = RunningShop(folder, taken.getsockname()[1])
        code = shop.stop() if shop.process.wait(timeout=90) is None else shop.process.returncode
        shop.reader.join(10)
    assert code == 1
    assert f"STOA_PORT={shop.port + 1} make run" in shop.output
    assert "Traceback" not in shop.output
    assert running_from(folder) == []


def test_a_second_shop_in_the_same_folder_is_refused(folder: Path, port: int) -> None:
    first = RunningShop(folder, port)
    try:
        first.until_open()
        second = RunningShop(folder, port)
        assert second.process.wait(timeout=120) == 1
        second.reader.join(10)
        assert "already runs" in second.output
        assert first.answers(), "the first was left alone"
    finally:
        first.stop()

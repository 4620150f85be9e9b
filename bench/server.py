"""Starts a server for a measurement, and reads its CPU time and memory from the kernel."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(pid: int) -> list[int]:
    """The process and its descendants."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue  # It ended while we looked.
    return found


def cpu_seconds(pids: list[int]) -> float:
    """User and system time so far, of these processes together."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def postgres_cpu(pid: int) -> float:
    """User and system time so far of the PostgreSQL server `pid` and all its processes, ended ones included."""
    server = psutil.Process(pid)
    times = server.cpu_times()
    running = [child.cpu_times() for child in server.children(recursive=True)]
    return float(times.user + times.system + times.children_user + times.children_system + sum(one.user + one.system for one in running))


def memory_mb(pid: int) -> float:
    """Proportional set size of one process: shared pages count by their share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel told no Pss")


@dataclass
class Server:
    """A running server; `pids()` are the processes that answer."""

    url: str
    process: subprocess.Popen[bytes]

    def pids(self) -> list[int]:
        return family(self.process.pid)

    def worker_memory_mb(self) -> float:
        """The largest process below the master."""
        return max(memory_mb(pid) for pid in self.pids()[1:])


@contextmanager
def running(command: list[str], port: int, path: str, environment: dict[str, str], log: Path) -> Iterator[Server]:
    """Start `command`, wait until `path` answers, stop it and its children at the end."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=output, stderr=output, start_new_session=True)
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait(server.url + path, process)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} did not answer within {seconds} s")


def granian(target: str, port: int, workers: int = 2, threads: int = 4) -> list[str]:
    """The command line of the floor's server, with the same shape as `stoa serve`."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(threads), "--backlog", "2048", "--backpressure", "2048", "--no-ws", "--log-level", "warning", target,
    ]  # fmt: skip

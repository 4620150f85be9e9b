"""Several worker processes under one: started, restarted when they die, stopped together."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event

import structlog

log = structlog.get_logger("worker")

_PATIENCE, _FIRST_PAUSE, _LONGEST_PAUSE, _STEADY = 25.0, 1.0, 30.0, 60.0


@dataclass
class _Child:
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    due: float = 0.0


def run_processes(command: Sequence[str], number: int, stopping: Event) -> None:
    """Keep `number` processes running until `stopping` is set; a killed parent is noticed by the children themselves."""
    children = [_Child() for _ in range(number)]
    while not stopping.wait(0.2):
        for child in children:
            _keep(child, command)
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + _PATIENCE
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("worker_killed", pid=process.pid, reason="did not finish in time")
            process.kill()
            process.wait()


def _keep(child: _Child, command: Sequence[str]) -> None:
    now = time.monotonic()
    if child.process is not None and child.process.poll() is not None:
        log.error("worker_ended", pid=child.process.pid, code=child.process.returncode)
        child.process = None
        child.pause = _FIRST_PAUSE if now - child.started > _STEADY else min(child.pause * 2, _LONGEST_PAUSE)
        child.due = now + child.pause
    if child.process is None and now >= child.due:
        child.process = subprocess.Popen(list(command), env={**os.environ, "WORKER_PROCESSES": "1"})  # noqa: S603 - our own command  # nosec B603
        child.started = now

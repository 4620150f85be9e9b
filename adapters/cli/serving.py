"""The web server: granian, few threads a process, and no connection accepted that cannot be answered soon."""

import os
import shutil
import signal
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from adapters.cli.commands import CommandFailed
from adapters.settings import Settings

TARGET = "adapters.http_flask.wsgi:app"


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are answered first."""
    ensure_port_is_free(settings.host, settings.port)
    _prepare_metrics(settings.data_dir / "metrics" / str(settings.port))
    server = Server(
        TARGET,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # a reverse proxy in front speaks HTTP/2; the fewer parsers, the better
        websockets=False,
        workers=settings.web_workers,
        blocking_threads=settings.web_blocking_threads,
        backlog=settings.web_backlog,
        backpressure=settings.web_connections,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=20,
        log_level=LogLevels.info if settings.log_level == "DEBUG" else LogLevels.warning,
    )
    server.serve(target_loader=partial(_load, lambda: server.interrupt_signal))


def _load(told_to_go: Callable[[], bool], target: str) -> Callable[..., Any]:
    """The application, in a web process that may be told to go while it still imports: until the server takes over, the handler
    that the process was forked with would only take a note, and everybody would wait until it is killed."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if told_to_go():  # the note was taken between the fork and here
        os.kill(os.getpid(), signal.SIGTERM)
    loaded: Callable[..., Any] = resolve_name(target)
    return loaded


def ensure_port_is_free(host: str, port: int) -> None:
    """Refuse a taken port with a sentence: the server itself would share it silently (SO_REUSEPORT)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandFailed(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another one, for example: STOA_PORT={port + 1} make run"
            ) from None


def _prepare_metrics(folder: Path) -> None:
    """Give the web processes a fresh folder in which they add up their metrics; it is read before they import."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder.resolve())

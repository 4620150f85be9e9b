"""`stoa run`: the whole shop on one machine, from an empty folder to an address in the browser."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from textwrap import indent
from types import FrameType

import typer

from adapters.cli.commands import CommandFailed
from adapters.cli.here import configured, join_embedded_services, uses_embedded_services
from adapters.cli.serving import ensure_port_is_free
from adapters.cli.supervisor import Child, Supervisor, end_leftovers
from adapters.embedded import EmbeddedServiceFailed, EmbeddedServices
from adapters.persistence.migrate import current_revision, migrate
from adapters.settings import Settings, load_settings

_STOA = [sys.executable, "-m", "adapters.cli.main"]
_CYAN, _YELLOW = 36, 33


def run(data_dir: Path, *, demo: bool) -> None:
    """Start everything, keep it running, and stop everything on SIGINT or SIGTERM."""
    stopping = _stop_on_signals()
    os.environ["STOA_DATA_DIR"] = str(data_dir.resolve())
    with _alone(data_dir):
        end_leftovers(data_dir / "run.pids")
        _ensure_place()
        services = EmbeddedServices(data_dir) if uses_embedded_services() else None
        try:
            settings = _prepare(services)
            opened_before = current_revision(settings.database_url) is not None
            with _step("Database schema"):
                migrate(settings.database_url)
            with _demo_shop(wanted=demo and find_spec("adapters.cli.demo") is not None) as owner:
                if not opened_before:
                    owner()  # The doors open when the shelves are full.
                _supervise(settings, services, stopping, owner)
        finally:
            if services is not None:
                with _step("Stopping PostgreSQL and Redis"):
                    services.stop()


def _place() -> tuple[str, str]:
    return configured("STOA_HOST") or "127.0.0.1", configured("STOA_PORT") or "8000"


def _ensure_place() -> None:
    """Look for a taken port first, before anything is started; a value that is no number is the settings' to refuse."""
    host, port = _place()
    if port.isdecimal() and 0 < int(port) < 65536:
        ensure_port_is_free(host, int(port))


def _prepare(services: EmbeddedServices | None) -> Settings:
    """Complete our own environment, which the children inherit: what is configured wins over what we bring."""
    if services is not None:
        with _step("PostgreSQL and Redis"):
            services.start()
        join_embedded_services(services)
    for name, value in {"LOG_FORMAT": "console", "STOA_BASE_URL": "http://{}:{}".format(*_place())}.items():
        if configured(name) is None:
            os.environ[name] = value
    return load_settings()


@contextmanager
def _demo_shop(*, wanted: bool) -> Iterator[Callable[[], str]]:
    """Fill the shop, or find it filled, beside whatever else is done; what is given waits for that and tells what was said of its
    owner: how to sign in, the first time."""
    if not wanted:
        yield lambda: ""
        return
    # A process of its own: it gives its memory back, and loading a filled shop again changes nothing.
    command = [*_STOA, "demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as loading:  # noqa: S603 - our own  # nosec B603

        @cache
        def owner() -> str:
            with _step("Demo shop"):
                said, complaint = loading.communicate()
                if loading.returncode != 0:
                    raise CommandFailed(f"the demo shop could not be loaded:\n{complaint or said}")
            return said.partition("\n")[2].strip()

        try:
            yield owner
        finally:
            if loading.poll() is None:
                loading.terminate()


def _supervise(settings: Settings, services: EmbeddedServices | None, stopping: threading.Event, owner: Callable[[], str]) -> None:
    supervisor = Supervisor(
        [Child("web", [*_STOA, "serve"], _CYAN), Child("worker", [*_STOA, "worker"], _YELLOW)],
        {**os.environ, "PYTHONUNBUFFERED": "1"},
        settings.data_dir / "run.pids",
        lambda message: typer.secho(f"stoa   | {message}", fg=typer.colors.MAGENTA),
    )
    try:
        with _step("Web server and worker", quiet=False):
            supervisor.start()
            _wait_until_live(settings, supervisor, stopping)
        if not stopping.is_set():
            _introduce(settings, owner())
        while not stopping.wait(0.5):
            supervisor.watch()
            if services is not None:
                _revive(services, supervisor, stopping)
    finally:
        with _step("Stopping web server and worker", quiet=False):
            supervisor.stop()


def _revive(services: EmbeddedServices, supervisor: Supervisor, stopping: threading.Event) -> None:
    """Start a service again that has ended; when it cannot, say so and try later."""
    if all(status.running for status in services.status()):
        return
    supervisor.say("an embedded service has ended; starting it again")
    try:
        services.start()
    except EmbeddedServiceFailed as error:
        supervisor.say(str(error))
        stopping.wait(5)


def _wait_until_live(settings: Settings, supervisor: Supervisor, stopping: threading.Event) -> None:
    address = _address(settings) + "/health/live"
    deadline = time.monotonic() + 60
    while not stopping.is_set():
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address  # nosec B310
                return
        except OSError:
            if time.monotonic() > deadline:
                raise CommandFailed(f"the web server does not answer at {address}; its messages are above") from None
        if supervisor.any_ended():
            raise CommandFailed("the web server or the worker ended while starting; its messages are above")
        stopping.wait(0.05)


def _address(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound  # nosec B104
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _introduce(settings: Settings, owner: str) -> None:
    address, signing_in = _address(settings), indent(owner + "\n\n", "  ") if owner else ""
    typer.echo(
        f"""
  Stoa is open.

    API         {address}/api/v1
    Swagger UI  {address}/docs
    Health      {address}/health/ready
    Mails       {settings.mail_directory}
    Data        {settings.data_dir}

{signing_in}  A staff token:  make token        (in another terminal)
  Stop:           Ctrl-C
"""
    )


@contextmanager
def _step(name: str, *, quiet: bool = True) -> Iterator[None]:
    """Show progress; during a step that is not quiet, others print lines of their own."""
    started = time.monotonic()
    typer.echo(f"  ▸ {name} …", nl=not quiet)
    sys.stdout.flush()
    again = "" if quiet else f"  ▸ {name}:"
    try:
        yield
    except BaseException:
        typer.echo(f"{again} failed")
        raise
    typer.echo(f"{again} {time.monotonic() - started:.1f} s")


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Hold the folder: two shops in one folder would restart each other's processes."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "run.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandFailed(
                f"Stoa already runs with the data in {data_dir}: stop it there, or set STOA_DATA_DIR and STOA_PORT."
            ) from None
        yield


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopping.is_set():
            typer.secho("\nstoa   | stopping already; once more kills", fg=typer.colors.MAGENTA)
            signal.signal(number, signal.SIG_DFL)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    return stopping

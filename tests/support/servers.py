"""Which PostgreSQL and Redis the tests use: configured ones, or embedded ones that all runs of this checkout share."""

import atexit
import fcntl
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from adapters.embedded import EmbeddedServices

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class TestServers:
    """Addresses of servers on which tests may create databases; `embedded` ones belong to this checkout alone."""

    __test__ = False

    postgres_url: str
    redis_url: str
    embedded: bool


@cache
def servers() -> TestServers:
    """The servers of this run, started on first use; the last process that uses embedded ones stops them.

    `STOA_TEST_DATABASE_URL` and `STOA_TEST_REDIS_URL` name servers of one's own; `STOA_TEST_KEEP_SERVICES=1` keeps
    embedded ones running for the next run.
    """
    postgres, redis = os.environ.get("STOA_TEST_DATABASE_URL"), os.environ.get("STOA_TEST_REDIS_URL")
    if postgres and redis:
        return TestServers(postgres, redis, embedded=False)
    services = EmbeddedServices(ROOT / ".stoa" / "test")
    users = _join(services)
    services.start()
    if not postgres:
        _forget_durability(services.postgres.url)
    atexit.register(_leave, services, users)
    return TestServers(postgres or services.postgres.url, redis or services.redis.url, embedded=not postgres)


def _join(services: EmbeddedServices) -> IO[str]:
    """Count ourselves among the users: a shared lock, which the kernel takes back also when we are killed."""
    folder = services.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    users = (folder / "users").open("w")
    fcntl.flock(users, fcntl.LOCK_SH)
    return users


def _forget_durability(url: str) -> None:
    """What tests write need not outlive a power cut: nobody waits for the disk."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if connection.scalar(text("SHOW fsync")) == "on":
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def _leave(services: EmbeddedServices, users: IO[str]) -> None:
    with users:
        if os.environ.get("STOA_TEST_KEEP_SERVICES"):
            return
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still uses them, and will stop them
        services.stop()

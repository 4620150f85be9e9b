"""Fixtures for every suite that needs real PostgreSQL and Redis; loaded by the conftest at the top."""

import atexit
import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from redis import Redis

from adapters.settings import Settings, load_settings
from tests.support.databases import fresh_database
from tests.support.handed_on import emptied_database
from tests.support.servers import servers

__all__ = ["database_url", "fresh_database", "postgres_url", "real_settings", "redis_url", "shared_database_url", "shared_redis_url"]


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The test server itself; for a database to write into, take `database_url`."""
    return servers().postgres_url


@pytest.fixture
def database_url() -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    with emptied_database() as url:
        yield url


@pytest.fixture(scope="session")
def shared_database_url() -> Iterator[str]:
    """A migrated database that all tests of this process share: for suites that make their own unique data."""
    with fresh_database() as url:
        yield url


@pytest.fixture
def redis_url() -> str:
    """An empty Redis database that no other process uses."""
    url = _claimed_redis()
    with Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture(scope="session")
def shared_redis_url() -> str:
    """A Redis database that all tests of this process share; `redis_url` empties it."""
    return _claimed_redis()


@pytest.fixture
def real_settings(database_url: str, redis_url: str, tmp_path: Path) -> Settings:
    """Settings for one test: its own database, Redis and data folder, no rate limits."""
    return load_settings(
        _env_file=None,
        environment="test",
        database_url=database_url,
        redis_url=redis_url,
        data_dir=tmp_path,
        rate_limits_enabled=False,
        log_level="INFO",
        argon2_memory_kib=7_168,  # the least that is allowed: tests sign in often
    )


@cache
def _claimed_redis() -> str:
    """A numbered database nobody else holds; a killed holder's claim lapses after two hours."""
    server = servers().redis_url
    token = secrets.token_hex(8)
    with Redis.from_url(numbered(server, 0)) as client:
        configured: Any = client.config_get("databases")
        for number in range(1, int(configured["databases"])):
            if client.set(f"stoa:test:database:{number}", token, nx=True, ex=7200):
                atexit.register(_release, server, number)
                with Redis.from_url(numbered(server, number)) as claimed:
                    claimed.flushdb()  # What the last holder left, above all what it counted, is not ours.
                return numbered(server, number)
    raise RuntimeError("every Redis database is claimed by another test run; flush database 0 if none is running")


def _release(server: str, number: int) -> None:
    with Redis.from_url(numbered(server, 0)) as client:
        client.delete(f"stoa:test:database:{number}")


def numbered(url: str, number: int) -> str:
    """The same Redis server, another of its databases."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))

"""Fixtures for tests and features alike."""

from __future__ import annotations

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings, load_settings

pytest_plugins = ["tests.support.services", "tests.support.strictness", "tests.support.log_watch", "tests.support.quick"]


#: Files that take long, first, when several workers share them: at the end nobody waits for the last one.
_LONGEST = ("tests/integration/", "tests/access_matrix/", "tests/http/", "features/", "tests/attacks/", "tests/contract/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: next((rank for rank, folder in enumerate(_LONGEST) if item.nodeid.startswith(folder)), len(_LONGEST)))


@pytest.fixture
def clock() -> AdjustableClock:
    return AdjustableClock()


@pytest.fixture
def settings() -> Settings:
    """Settings for an application in memory; nothing listens at these addresses."""
    return load_settings(
        _env_file=None,
        environment="test",
        database_url="postgresql+psycopg2://nobody@127.0.0.1:1/none",
        redis_url="redis://127.0.0.1:1/0",
        log_level="INFO",
        argon2_memory_kib=7_168,  # the least that is allowed: tests sign in often
    )

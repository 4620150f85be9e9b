"""Fixtures for tests and features alike."""

from __future__ import annotations

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings, load_settings

pytest_plugins = ["tests.support.services", "tests.support.strictness", "tests.support.log_watch", "tests.support.quick"]


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

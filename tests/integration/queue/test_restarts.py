"""A worker outlives restarts of PostgreSQL and Redis, and misses nothing that happened meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.embedded import EmbeddedServices
from adapters.persistence.migrate import migrate
from adapters.settings import Settings, load_settings
from tests.support.workers import Writer, mails, until, worker

pytestmark = pytest.mark.slow


@pytest.fixture
def services(tmp_path: Path) -> Iterator[EmbeddedServices]:
    """Servers of this test alone: it stops them."""
    services = EmbeddedServices(tmp_path / "services")
    services.start()
    migrate(services.postgres.url)
    yield services
    services.stop()


@pytest.fixture
def own_settings(services: EmbeddedServices, tmp_path: Path) -> Settings:
    return load_settings(
        _env_file=None, environment="test", database_url=services.postgres.url, redis_url=services.redis.url, data_dir=tmp_path
    )


def test_restarts_of_both_services_lose_and_double_nothing(services: EmbeddedServices, own_settings: Settings) -> None:
    writer = Writer(own_settings)
    folder = own_settings.mail_directory
    with worker(own_settings) as process:
        writer.write(1)
        until(lambda: len(mails(folder)) == 1)

        services.redis.stop()
        writer.write(2)  # an order is taken while Redis is away
        services.redis.start()
        until(lambda: len(mails(folder)) == 2)

        services.postgres.stop()
        services.postgres.start()
        writer.engine.dispose()
        writer.write(3)
        until(lambda: len(mails(folder)) == 3)
        # PostgreSQL may have gone between a mail and its note: that message is looked at again after its lease.
        until(writer.all_done, 180)
        assert len(mails(folder)) == 3
        assert process.poll() is None
    writer.close()

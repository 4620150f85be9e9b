"""What every other suite stands on: databases of one's own, quickly, cleaned up."""

from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import create_engine, inspect, text

from adapters.settings import Settings
from tests.support.databases import fresh_database


def execute(url: str, statement: str) -> list[object]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return list(result.scalars()) if result.returns_rows else []
    finally:
        engine.dispose()


def test_a_fresh_database_carries_the_schema_and_is_gone_afterwards(postgres_url: str) -> None:
    with fresh_database() as url:
        engine = create_engine(url)
        assert "outbox" in inspect(engine).get_table_names()
        engine.dispose()
        name = url.split("?")[0].rsplit("/", 1)[1]
        assert name in execute(postgres_url, "SELECT datname FROM pg_database")
    assert name not in execute(postgres_url, "SELECT datname FROM pg_database")


def test_a_database_is_dropped_even_while_somebody_is_connected() -> None:
    with fresh_database(migrated=False) as url:
        engine = create_engine(url)
        connection = engine.connect()
        connection.execute(text("SELECT 1"))
    connection.invalidate()
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_no_test_sees_what_another_left(real_settings: Settings, tmp_path: Path, turn: int) -> None:
    assert execute(real_settings.database_url, "SELECT to_regclass('left_behind')") == [None]
    execute(real_settings.database_url, "CREATE TABLE left_behind (turn int)")
    with Redis.from_url(real_settings.redis_url) as client:
        assert client.dbsize() == 0
        client.set("left_behind", turn)
    assert real_settings.data_dir == tmp_path


_known: list[str] = []


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_a_database_that_is_handed_on_is_as_new_under_a_new_name(database_url: str, turn: int) -> None:
    assert database_url not in _known
    _known.append(database_url)
    assert execute(database_url, "SELECT count(*) FROM recurring_runs") == [0]
    assert execute(database_url, "SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgname ~ '^audit_'") == ["A"]
    assert execute(database_url, "INSERT INTO order_serials DEFAULT VALUES RETURNING serial") == [1]
    assert execute(database_url, "SELECT count(*) FROM audit_links") == [0]
    execute(database_url, "INSERT INTO recurring_runs VALUES ('sweep', now())")
    execute(database_url, "INSERT INTO audit_links VALUES (1, gen_random_uuid(), repeat('0', 64), 'seal')")
    if turn == 2:
        execute(database_url, "ALTER TABLE audit_entries DISABLE TRIGGER ALL")
    if turn == 3:
        execute(database_url, "INSERT INTO recurring_runs SELECT 'sweep ' || number, now() FROM generate_series(1, 2000) AS number")

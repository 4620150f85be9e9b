"""The driver's connections: fewer trips, the same transactions."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from uuid import UUID, uuid4

import psycopg2
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from adapters.persistence.by_hand.driver import TravellingConnection
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.prepared import Prepared

KEEP = Prepared("test_driver_keep", "integer", "INSERT INTO kept_rows (number) VALUES ($1)")
COUNT = Prepared("test_driver_count", "integer", "SELECT count(*) FROM kept_rows WHERE number >= $1")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = write_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept_rows (number integer UNIQUE)"))
    yield engine
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE kept_rows"))
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def driver_of(connection: Connection) -> TravellingConnection:
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, TravellingConnection)
    return driver


def seen_by_others(engine: Engine) -> int:
    with engine.connect() as other:
        return int(other.scalar(text("SELECT count(*) FROM kept_rows")))


def test_a_transaction_begins_with_its_first_statement_and_is_seen_by_others_after_its_commit(
    engine: Engine, connection: Connection
) -> None:
    connection.execute(text("INSERT INTO kept_rows VALUES (1)"))
    assert connection.scalar(text("SELECT pg_current_xact_id_if_assigned() IS NOT NULL"))
    assert seen_by_others(engine) == 0
    connection.commit()
    assert seen_by_others(engine) == 1


def test_what_is_rolled_back_never_was(engine: Engine, connection: Connection) -> None:
    connection.execute(text("INSERT INTO kept_rows VALUES (1)"))
    KEEP.later(connection, 2)
    connection.rollback()
    connection.execute(text("SELECT 1"))
    connection.commit()
    assert seen_by_others(engine) == 0


def test_what_was_sent_for_later_is_there_for_the_next_statement(connection: Connection) -> None:
    KEEP.later(connection, 1)
    KEEP.later(connection, 2)
    assert COUNT.run(connection, 1).scalar_one() == 2


def test_the_answer_and_the_count_are_those_of_the_statement_that_took_others_along(connection: Connection) -> None:
    KEEP.later(connection, 1)
    rows = COUNT.run(connection, 5)
    assert (rows.scalar_one(), rows.rowcount) == (0, 1)


def test_what_was_sent_for_later_goes_with_the_commit(engine: Engine, connection: Connection) -> None:
    with connection.begin():
        KEEP.later(connection, 1)
    assert seen_by_others(engine) == 1


def test_a_refusal_of_what_was_sent_for_later_comes_with_the_next_statement(engine: Engine, connection: Connection) -> None:
    KEEP.run(connection, 1)
    KEEP.later(connection, 1)
    with pytest.raises(IntegrityError) as caught:
        COUNT.run(connection, 1)
    assert caught.value.orig.diag.constraint_name == "kept_rows_number_key"  # type: ignore[union-attr]  # the driver's error
    connection.rollback()
    assert seen_by_others(engine) == 0


def test_a_refusal_at_the_commit_keeps_nothing(engine: Engine, connection: Connection) -> None:
    transaction = connection.begin()
    KEEP.run(connection, 1)
    KEEP.later(connection, 1)
    with pytest.raises(IntegrityError):
        transaction.commit()
    assert seen_by_others(engine) == 0
    connection.rollback()
    with connection.begin():
        KEEP.run(connection, 3)
    assert seen_by_others(engine) == 1


def test_what_waits_goes_before_many_rows_and_before_a_copy(engine: Engine, connection: Connection) -> None:
    driver = driver_of(connection)
    KEEP.later(connection, 1)
    with driver.cursor() as cursor:
        cursor.executemany("INSERT INTO kept_rows VALUES (%s)", [(2,), (3,)])
    KEEP.later(connection, 4)
    with driver.cursor() as cursor:
        cursor.copy_expert("COPY kept_rows FROM STDIN", StringIO("5\n6\n"))
    assert seen_by_others(engine) == 0
    assert COUNT.run(connection, 1).scalar_one() == 6
    connection.rollback()
    assert seen_by_others(engine) == 0


def test_without_transactions_every_statement_stays_by_itself(engine: Engine) -> None:
    with read_engine(engine).connect() as connection:
        KEEP.later(connection, 1)
        assert seen_by_others(engine) == 1
        KEEP.run(connection, 2)
        assert seen_by_others(engine) == 2
        connection.rollback()
    assert seen_by_others(engine) == 2
    with engine.connect() as connection:
        KEEP.run(connection, 3)
        assert seen_by_others(engine) == 2, "a connection of the pool that was in autocommit has transactions again"


def test_only_the_isolation_that_the_shop_uses_is_known(connection: Connection) -> None:
    with pytest.raises(psycopg2.NotSupportedError):
        driver_of(connection).set_isolation_level(psycopg2.extensions.ISOLATION_LEVEL_SERIALIZABLE)


def test_a_connection_of_the_pool_carries_nothing_over(engine: Engine) -> None:
    with engine.connect() as connection:
        driver = driver_of(connection)
        KEEP.later(connection, 1)
    with engine.connect() as connection:
        assert driver_of(connection) is driver
        connection.execute(text("SELECT 1"))
        connection.commit()
    assert seen_by_others(engine) == 0


@pytest.mark.parametrize("key", [UUID(int=0), UUID(int=2**128 - 1), uuid4()])
def test_ids_arrive_as_they_are(connection: Connection, key: UUID) -> None:
    assert connection.scalar(text("SELECT :key"), {"key": key}) == key
    assert connection.scalar(text("SELECT :keys"), {"keys": [key, key]}) == [key, key]

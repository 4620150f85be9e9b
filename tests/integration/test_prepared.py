"""Prepared statements behave as the library's own: errors, lost connections, and whoever listens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from adapters.persistence.engine import write_engine
from adapters.persistence.prepared import Prepared
from tests.support.query_recorder import recorded_queries

TWICE = Prepared("test_twice", "integer", "SELECT $1 AS number, $1 * 2 AS twice, NULL::jsonb")
SEVERAL = Prepared("test_several", "integer", "SELECT generate_series(1, $1)")
KEEP = Prepared("test_keep", "integer", "INSERT INTO kept (number) VALUES ($1)")


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = write_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_rows_have_their_columns_as_attributes(connection: Connection) -> None:
    row = TWICE.run(connection, 21).one_or_none()
    assert (row.number, row.twice) == (21, 42)
    assert [row[0] for row in SEVERAL.run(connection, 3)] == [1, 2, 3]
    assert SEVERAL.run(connection, 0).one_or_none() is None


def test_more_than_the_expected_row_is_a_defect(connection: Connection) -> None:
    with pytest.raises(ValueError, match="unpack"):
        SEVERAL.run(connection, 2).one_or_none()
    with pytest.raises(ValueError, match="unpack"):
        SEVERAL.run(connection, 0).scalar_one()


def test_changes_belong_to_the_transaction_of_the_connection(connection: Connection) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE kept (number integer UNIQUE)"))
    connection.commit()
    with connection.begin() as transaction:
        assert KEEP.run(connection, 1).rowcount == 1
        transaction.rollback()
    assert connection.scalar(text("SELECT count(*) FROM kept")) == 0


def test_a_violation_comes_as_the_librarys_error_without_values(connection: Connection) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE kept (number integer UNIQUE)"))
    KEEP.run(connection, 4711)
    with pytest.raises(IntegrityError) as caught:
        KEEP.run(connection, 4711)
    assert caught.value.orig.diag.constraint_name == "kept_number_key"  # type: ignore[union-attr]  # the driver's error
    assert "4711" not in str(caught.value.params)


def test_a_lost_connection_does_not_go_back_to_the_pool(connection: Connection) -> None:
    engine: Engine = connection.engine
    TWICE.run(connection, 1)
    lost = connection.scalar(text("SELECT pg_backend_pid()"))
    with engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": lost})
    with pytest.raises(DBAPIError) as caught:
        TWICE.run(connection, 2)
    assert caught.value.connection_invalidated
    connection.rollback()
    # The new one knows nothing of what the old one had prepared.
    assert TWICE.run(connection, 3).scalar_one() == 3
    assert connection.scalar(text("SELECT pg_backend_pid()")) != lost


def test_listeners_to_statements_are_told(connection: Connection) -> None:
    TWICE.run(connection, 1)
    with recorded_queries() as queries:
        TWICE.run(connection, 2)
    assert queries.statements == ["EXECUTE test_twice(%s)"]

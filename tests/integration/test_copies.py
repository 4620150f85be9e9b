"""Rows that are copied while their transaction goes on: nobody overtakes them, and what is wrong with them is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.persistence.catalog.imports.copying import Every, TableCopy
from adapters.persistence.engine import write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.prepared import Prepared
from adapters.persistence.tax.tables import tax_categories
from adapters.persistence.unit_of_work import SqlBackend, SqlUnitOfWork, unit_of_work_factory
from domain.shared.errors import AlreadyExists

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COPY = TableCopy(tax_categories, ["id", "code", "name", "created_at", "updated_at", "version"])
COUNT = Prepared("test_count_categories", "text", "SELECT count(*) FROM tax_categories WHERE code LIKE $1")
IDS = Uuid7Ids()


@pytest.fixture
def unit_of_work(database_url: str) -> Iterator[Callable[[], SqlUnitOfWork]]:
    start_mappers()
    sql = SqlBackend(write_engine(database_url), AdjustableClock(), IDS)
    yield unit_of_work_factory(sql)
    sql.engine.dispose()


def copied(uow: SqlUnitOfWork, codes: list[str], name: str = "A name") -> None:
    columns = {"id": [IDS.new() for _ in codes], "code": codes, "name": [name] * len(codes)}
    COPY.write(uow, len(codes), columns | {"created_at": Every(NOW), "updated_at": Every(NOW), "version": Every(1)})


def test_every_kind_of_statement_sees_what_was_copied(unit_of_work: Callable[[], SqlUnitOfWork]) -> None:
    many = [f"c{number}" for number in range(5000)]
    with unit_of_work() as uow:
        connection = uow.connection
        copied(uow, many)
        # As a mapped object reads itself anew: by the connection, without asking the unit of work.
        assert connection.scalar(select(func.count()).select_from(tax_categories)) == 5000
        copied(uow, ["more"])
        assert COUNT.run(uow.connection, "more").scalar_one() == 1
        copied(uow, ["last"])
        uow.commit()
        copied(uow, ["given up"])
    with unit_of_work() as uow:
        assert COUNT.run(uow.connection, "%").scalar_one() == 5002


def test_texts_come_in_as_they_were_written(unit_of_work: Callable[[], SqlUnitOfWork]) -> None:
    awkward = "tab\there, line\nthere, back\\slash, \\N, quote\" and 'quote'\r\n"
    with unit_of_work() as uow:
        copied(uow, ["awkward"], awkward)
        assert uow.session.scalar(select(tax_categories.c.name)) == awkward


def test_a_violation_surfaces_with_the_next_use_or_at_the_end(unit_of_work: Callable[[], SqlUnitOfWork]) -> None:
    with unit_of_work() as uow:
        copied(uow, ["same", "same"])
        copied(uow, ["other"])
        with pytest.raises(AlreadyExists):
            uow.commit()
    with pytest.raises(AlreadyExists), unit_of_work() as uow:
        copied(uow, ["same", "same"])


def test_an_error_of_the_block_is_not_covered_by_one_of_the_copy(unit_of_work: Callable[[], SqlUnitOfWork]) -> None:
    def failing() -> None:
        with unit_of_work() as uow:
            copied(uow, ["same", "same"])
            raise KeyError("ours")

    with pytest.raises(KeyError):
        failing()

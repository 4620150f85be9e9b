"""PostgreSQL refuses to change the audit log, and writers of entries do not wait for the one who chains them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.persistence.audit.chain import SqlAuditChainReader
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend, unit_of_work_factory
from adapters.security.audit_seals import HmacSeals, LoggedHeads
from application.audit.seal_entries import SealEntries, SealEntriesHandler
from application.audit.verify_chain import VerifyChain, VerifyChainHandler
from application.shared.actor import SYSTEM


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    start_mappers()
    engine = write_engine(database_url, pool_size=20)
    yield engine
    engine.dispose()


def write(engine: Engine, number: int = 1) -> None:
    with unit_of_work_factory(SqlBackend(engine, AdjustableClock(), Uuid7Ids()))() as uow:
        uow.audit.record(f"things.{number}", "thing", str(number), None, None)
        uow.commit()


def sealer(engine: Engine) -> SealEntriesHandler:
    return SealEntriesHandler(unit_of_work_factory(SqlBackend(engine, AdjustableClock(), Uuid7Ids())), HmacSeals("x" * 32), LoggedHeads())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET action = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "UPDATE audit_links SET hash = ''",
        "DELETE FROM audit_links",
        "TRUNCATE audit_links CASCADE",
        # Even where triggers of the ordinary kind sleep.
        "SET session_replication_role = replica; DELETE FROM audit_entries",
    ],
)
def test_nobody_changes_the_log_not_even_a_superuser(engine: Engine, statement: str) -> None:
    write(engine)
    sealer(engine)(SealEntries())
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))


def test_an_ordinary_owner_has_not_even_the_right(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        for privilege in ("UPDATE", "DELETE", "TRUNCATE"):
            granted = connection.execute(
                text(
                    "SELECT count(*) FROM information_schema.role_table_grants WHERE table_name IN ('audit_entries', 'audit_links')"
                    " AND privilege_type = :privilege"
                ),
                {"privilege": privilege},
            ).scalar_one()
            assert granted == 0, privilege
    engine.dispose()


def test_writers_and_sealers_at_once_make_one_sound_chain(engine: Engine) -> None:
    seal = sealer(engine)
    with ThreadPoolExecutor(12) as pool:
        writing = [pool.submit(write, engine, number) for number in range(60)]
        sealing = [pool.submit(seal, SealEntries(7)) for _ in range(20)]
        sealed = sum(done.result(timeout=60) for done in sealing)
        for done in writing:
            done.result(timeout=60)
    while more := seal(SealEntries(7)):
        sealed += more
    replica = read_engine(engine)
    chain = SqlAuditChainReader(SqlReads(replica, replica))
    report = VerifyChainHandler(chain, HmacSeals("x" * 32), AdjustableClock())(VerifyChain(SYSTEM))
    assert (sealed, report.links, report.waiting, report.sound) == (60, 60, 0, True)


def test_a_writer_does_not_wait_for_the_sealer(engine: Engine) -> None:
    with unit_of_work_factory(SqlBackend(engine, AdjustableClock(), Uuid7Ids()))() as uow:
        uow.audit_chain.take()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write, engine).result(timeout=60)  # in spite of the chain being held

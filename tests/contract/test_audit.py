"""The contract of the audit log: written with its effect, chained afterwards, never changed, found again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import text

from adapters.memory.audit.log import ENTRIES, HEAD, LINKS, WAITING, MemoryAuditChainReader, MemoryAuditLog
from adapters.memory.database import MemoryDatabase
from adapters.persistence.audit.chain import SqlAuditChainReader
from adapters.persistence.audit.log import SqlAuditLog
from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend
from adapters.security.audit_seals import HmacSeals, LoggedHeads
from application.audit.ports import AuditChainReader, AuditFilter, AuditLog
from application.audit.recording import AuditTrail
from application.audit.seal_entries import SealEntries, SealEntriesHandler
from application.audit.verify_chain import VerifyChain, VerifyChainHandler
from application.shared.actor import SYSTEM, Actor, ActorKind
from application.shared.pagination import InvalidCursor
from application.shared.recording import PlainEntrance, coming_in_by
from domain.audit.chain import ChainReport
from domain.audit.entry import AuditEntry
from domain.catalog.channel import Channel
from domain.shared.currency import Currency
from domain.shared.ids import AccountId, ChannelId
from tests.contract.conftest import BackendUnderTest

STAFF = Actor(ActorKind.STAFF, "ada", frozenset({"channels.write"}), account_id=AccountId(UUID(int=5)))
OTHER = Actor(ActorKind.STAFF, "till 4")


@dataclass(frozen=True)
class RenameChannel:
    actor: Actor
    channel_id: ChannelId
    password: str = "correct horse"


class Books:
    """The audit log of one backend, and a hand that gets at the stored rows."""

    def __init__(self, backend: BackendUnderTest) -> None:
        self.backend, self.seals = backend, HmacSeals("x" * 32)
        self.log: AuditLog
        self.chain: AuditChainReader
        if backend.memory is not None:
            self.log, self.chain = MemoryAuditLog(backend.memory), MemoryAuditChainReader(backend.memory)
        else:
            reads = cast(SqlReads, backend.reads)
            self.log, self.chain = SqlAuditLog(reads), SqlAuditChainReader(reads)
        self.trail = AuditTrail(backend.unit_of_work)
        self._seal = SealEntriesHandler(backend.unit_of_work, self.seals, LoggedHeads())

    def note(self, action: str, object_id: str = "1", actor: Actor = STAFF) -> None:
        with coming_in_by(PlainEntrance(actor, "192.0.2.0/24")), self.backend.unit_of_work() as uow:
            uow.audit.record(action, "thing", object_id, {"size": 1}, {"size": 2})
            uow.commit()

    def seal(self, limit: int = 1000) -> int:
        return self._seal(SealEntries(limit))

    def verify(self, known: tuple[int, str] | None = None) -> ChainReport:
        return VerifyChainHandler(self.chain, self.seals, self.backend.clock)(VerifyChain(SYSTEM, known))

    def faults(self) -> set[str]:
        return {fault.kind.value for fault in self.verify().faults}

    def all(self, **wanted: Any) -> list[AuditEntry]:
        return list(self.log.page(AuditFilter(**wanted), None, 100).items)

    def tamper(self, sql: str, memory: Callable[[MemoryDatabase], None]) -> None:
        """What somebody does who rules over the database."""
        if self.backend.memory is not None:
            memory(self.backend.memory)
            return
        with cast(SqlBackend, self.backend.sql).engine.begin() as connection:
            for table in ("audit_entries", "audit_links"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            connection.execute(text(sql))


@pytest.fixture
def books(backend: BackendUnderTest) -> Books:
    return Books(backend)


def a_channel(backend: BackendUnderTest) -> Channel:
    return Channel(ChannelId(backend.ids.new()), "europe", "Europe", Currency("EUR"), backend.clock.now())


def test_an_entry_is_stored_with_its_transaction_and_not_without(books: Books) -> None:
    with books.backend.unit_of_work() as uow:
        uow.audit.record("things.lost", "thing", "1", None, None)
    assert books.all() == []
    books.note("things.kept")
    [entry] = books.all()
    assert (entry.action, entry.before, entry.after, entry.network) == ("things.kept", {"size": 1}, {"size": 2}, "192.0.2.0/24")
    assert (entry.who.account_id, entry.who.label) == (STAFF.account_id, "")


def test_a_use_case_on_record_says_what_it_changed(books: Books) -> None:
    channel = a_channel(books.backend)

    def create() -> None:
        with books.backend.unit_of_work() as uow:
            uow.channels.add(channel)
            uow.commit()

    def rename() -> None:
        with books.backend.unit_of_work() as uow:
            uow.channels.get(channel.id).name = "Old world"
            uow.commit()

    command = RenameChannel(STAFF, channel.id)
    books.trail.follow("catalog.create_channel", "channels.write", STAFF, command, create)
    books.trail.follow("catalog.rename_channel", "channels.write", STAFF, command, rename)
    renamed, created = books.all()
    assert (renamed.before, renamed.after) == ({"name": "Europe"}, {"name": "Old world"})
    assert (renamed.object_kind, renamed.object_id, dict(renamed.facts)) == ("channel", str(channel.id), {"channel_id": str(channel.id)})
    assert created.before is None
    assert created.after is not None
    assert created.after["currency"] == "EUR"


def test_what_was_rolled_back_is_not_on_record(books: Books) -> None:
    channel = a_channel(books.backend)

    def think_again() -> None:
        with books.backend.unit_of_work() as uow:
            uow.channels.add(channel)
        with books.backend.unit_of_work() as uow:
            uow.commit()

    books.trail.follow("catalog.nothing", "catalog.read", STAFF, RenameChannel(STAFF, channel.id), think_again)
    assert books.all() == []


def test_a_look_at_personal_data_is_on_record_and_one_at_goods_is_not(books: Books) -> None:
    for permission in ("orders.read", "catalog.read"):
        books.trail.follow(f"see.{permission}", permission, STAFF, RenameChannel(STAFF, ChannelId(UUID(int=3))), lambda: None)
    assert [(entry.action, entry.object_kind) for entry in books.all()] == [("see.orders.read", "channel")]


def test_no_secret_of_a_command_is_on_record(books: Books) -> None:
    books.trail.follow("see.it", "orders.read", STAFF, RenameChannel(STAFF, ChannelId(UUID(int=3))), lambda: None)
    assert "correct horse" not in repr(books.all())


def test_entries_are_found_by_who_what_which_and_when(books: Books) -> None:
    books.note("orders.refund", "7")
    books.backend.clock.advance(timedelta(hours=1))
    middle = books.backend.clock.now()
    books.note("orders.cancel", "8", OTHER)
    assert [entry.action for entry in books.all(account_id=STAFF.account_id)] == ["orders.refund"]
    assert [entry.action for entry in books.all(label="till 4")] == ["orders.cancel"]
    assert [entry.action for entry in books.all(action="orders.")] == ["orders.cancel", "orders.refund"]
    assert [entry.action for entry in books.all(action="orders.refund")] == ["orders.refund"]
    assert [entry.action for entry in books.all(object_kind="thing", object_id="7")] == ["orders.refund"]
    assert [entry.action for entry in books.all(since=middle)] == ["orders.cancel"]
    assert [entry.action for entry in books.all(until=middle)] == ["orders.refund"]


def test_pages_lead_through_the_whole_log(books: Books) -> None:
    for number in range(5):
        books.note(f"things.{number}")
    seen, cursor = [], None
    while True:
        page = books.log.page(AuditFilter(), cursor, 2)
        seen += [entry.action for entry in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"things.{number}" for number in (4, 3, 2, 1, 0)]
    with pytest.raises(InvalidCursor):
        books.log.page(AuditFilter(), "nonsense", 2)


def test_a_chain_that_nobody_touched_is_sound(books: Books) -> None:
    for number in range(5):
        books.note(f"things.{number}")
    assert (books.seal(2), books.seal(2)) == (2, 2)
    report = books.verify()
    assert (report.sound, report.links, report.waiting) == (True, 4, 1)
    assert (books.seal(), books.seal()) == (1, 0)
    report = books.verify()
    assert report.head is not None
    assert books.verify((report.head.position, report.head.hash)).sound


def test_a_changed_entry_is_found(books: Books) -> None:
    three_sealed(books)
    books.tamper("UPDATE audit_entries SET action = 'things.nice' WHERE action = 'things.1'", change_an_entry)
    assert books.faults() == {"changed"}


def test_a_deleted_entry_is_found(books: Books) -> None:
    three_sealed(books)
    books.tamper("DELETE FROM audit_entries WHERE action = 'things.1'", lambda memory: drop(memory, ENTRIES, 1))
    assert books.faults() == {"missing"}


def test_an_entry_deleted_with_its_link_is_found(books: Books) -> None:
    three_sealed(books)

    def delete_both(memory: MemoryDatabase) -> None:
        drop(memory, ENTRIES, 1)
        drop(memory, LINKS, 1)

    both = (
        "WITH gone AS (DELETE FROM audit_entries WHERE action = 'things.1' RETURNING id) "
        "DELETE FROM audit_links WHERE entry_id = (SELECT id FROM gone)"
    )
    books.tamper(both, delete_both)
    assert "gap" in books.faults()


def test_an_entry_put_in_by_another_hand_is_found(books: Books) -> None:
    three_sealed(books)
    columns = "at, actor_kind, actor_label, action, object_kind, object_id, facts, network, request_id, network_salt, network_proof"
    insert = f"INSERT INTO audit_entries (id, {columns}) SELECT gen_random_uuid(), {columns} FROM audit_entries LIMIT 1"

    def put_in(memory: MemoryDatabase) -> None:
        entry = next(iter(memory.table(ENTRIES).values()))
        memory.table(ENTRIES)[UUID(int=9)] = replace(entry, id=UUID(int=9))

    books.tamper(insert, put_in)
    assert books.faults() == {"unchained"}


def test_swapped_places_are_found(books: Books) -> None:
    three_sealed(books)

    def swap(memory: MemoryDatabase) -> None:
        links = memory.table(LINKS)
        links[1], links[2] = replace(links[1], entry_id=links[2].entry_id), replace(links[2], entry_id=links[1].entry_id)

    books.tamper(
        "ALTER TABLE audit_links DROP CONSTRAINT uq_audit_links_entry_id;"
        "UPDATE audit_links a SET entry_id = b.entry_id FROM audit_links b WHERE (a.position, b.position) IN ((1, 2), (2, 1))",
        swap,
    )
    assert books.faults() == {"changed"}


def test_an_end_that_was_cut_off_is_found(books: Books) -> None:
    three_sealed(books)

    def cut_off(memory: MemoryDatabase) -> None:
        drop(memory, ENTRIES, 2)
        drop(memory, LINKS, 2)

    last = (
        "WITH gone AS (DELETE FROM audit_links WHERE position = 3 RETURNING entry_id) "
        "DELETE FROM audit_entries WHERE id = (SELECT entry_id FROM gone)"
    )
    books.tamper(last, cut_off)
    assert books.faults() == {"cut_off"}


def test_a_log_that_was_emptied_whole_is_found_by_what_was_noted_elsewhere(books: Books) -> None:
    three_sealed(books)
    head = books.verify().head
    assert head is not None

    def empty(memory: MemoryDatabase) -> None:
        for table in (ENTRIES, LINKS, WAITING, HEAD):
            memory.tables[table] = {}

    books.tamper("DELETE FROM audit_entries; DELETE FROM audit_links; DELETE FROM audit_head", empty)
    assert books.verify().sound
    assert not books.verify((head.position, head.hash)).sound


def test_a_chain_made_anew_without_the_key_is_found(books: Books) -> None:
    three_sealed(books)
    forged = HmacSeals("x" * 32).seal("another hash")

    def forge(memory: MemoryDatabase) -> None:
        memory.table(LINKS)[2] = replace(memory.table(LINKS)[2], seal=forged)

    books.tamper(f"UPDATE audit_links SET seal = '{forged}' WHERE position = 2", forge)
    assert books.faults() == {"forged"}


def test_links_of_another_key_are_counted_and_their_hashes_checked(books: Books) -> None:
    three_sealed(books)
    books.seals = HmacSeals("y" * 32)
    report = books.verify()
    assert (report.sound, report.other_key) == (True, 3)


def three_sealed(books: Books) -> None:
    for number in range(3):
        books.note(f"things.{number}")
    assert books.seal() == 3
    assert books.verify().sound


def drop(memory: MemoryDatabase, table: str, index: int) -> None:
    rows = memory.table(table)
    del rows[list(rows)[index]]


def change_an_entry(memory: MemoryDatabase) -> None:
    rows = memory.table(ENTRIES)
    key = list(rows)[1]
    rows[key] = replace(rows[key], action="things.nice")

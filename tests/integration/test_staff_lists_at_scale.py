"""What staff look for is found by index: plans over 200,000 customers, their orders, and 200,000 entries of the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from adapters.persistence.audit.log import SqlAuditLog
from adapters.persistence.customers.archive import SqlCustomerArchive
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.orders.archive import SqlOrderArchive
from adapters.persistence.reads import SqlReads
from application.audit.ports import AuditFilter
from application.customers.ports import CustomerFilter
from application.orders.ports import OrderFilter
from application.shared.pagination import instant_cursor, text_cursor
from domain.identity.accounts.account import AccountState
from domain.orders.states import DisplayedStatus
from domain.shared.ids import AccountId, ApiKeyId, ChannelId
from tests.support.databases import fresh_database
from tests.support.query_plans import executed_scans, plans, rows_read, rows_thrown_away

pytestmark = pytest.mark.slow

PEOPLE = 200_000
CHANNEL = UUID("00000000-0000-7000-8000-00000000000c")
#: A page of 50, and what a selective filter may look at besides. The whole table would be 200,000.
FEW = 2_500


def number(n: int, kind: str = "a") -> UUID:
    return UUID(f"00000000-0000-7000-800{kind}-{n:012d}")


ID = "('00000000-0000-7000-800{kind}-' || lpad({n}::text, 12, '0'))::uuid"
WHEN = "timestamptz '2026-01-01' + n * interval '10 seconds'"


def _id(kind: str, n: str = "n") -> str:
    return ID.replace("{kind}", kind).replace("{n}", n)


FILL = f"""
SET session_replication_role = replica;
SET statement_timeout = 0;
INSERT INTO accounts (id, email, email_key, state, confirmed_at, locale, first_name, last_name, created_at, updated_at, version)
SELECT {_id("a")}, 'user' || n || '@example.com', 'user' || n || '@example.com',
       CASE WHEN n % 2000 = 0 THEN 'locked' WHEN n % 1500 = 1 THEN 'closed' ELSE 'active' END,
       {WHEN}, 'en', 'Name' || md5(n::text), 'Family' || md5((n * 7)::text), {WHEN}, {WHEN}, 1
  FROM generate_series(1, {PEOPLE}) n;
INSERT INTO customers (id, phone, book, tags, tax, created_at, updated_at, version)
SELECT {_id("a")}, '+4930' || lpad(n::text, 7, '0'), '{{}}',
       CASE WHEN n % 1000 = 0 THEN ARRAY['vip','known'] WHEN n % 3 = 0 THEN ARRAY['known'] ELSE ARRAY[]::text[] END, '{{}}',
       {WHEN}, {WHEN}, 1
  FROM generate_series(1, {PEOPLE}) n;
INSERT INTO customer_groups (id, code, name, created_at, updated_at, version)
SELECT {_id("b")}, 'group-' || n, 'Group', now(), now(), 1 FROM generate_series(1, 100) n;
INSERT INTO customer_group_members (group_id, customer_id, created_at)
SELECT {_id("b", "(1 + n % 100)")}, {_id("a", "(n * 4)")}, now() FROM generate_series(1, {PEOPLE // 4}) n;
INSERT INTO channels SELECT * FROM jsonb_populate_record(NULL::channels, CHANNEL_ROW);
INSERT INTO orders (id, number, token, channel_id, cart_id, account_id, email, currency, total_amount, terms, state, payment_status,
                    fulfilment, status, refunds, placed_at, created_at, updated_at, version)
SELECT {_id("e")}, 'S-' || n, md5(n::text), '{CHANNEL}', {_id("f")}, CASE WHEN n % 4 <> 0 THEN {_id("a", "(n % 40000)")} END,
       'User' || n % 40000 || '@example.com', 'EUR', 1000, '{{}}', 'open', 'paid', 'unfulfilled',
       CASE WHEN n % 3000 = 0 THEN 'cancelled' ELSE 'processing' END, '[]', {WHEN}, {WHEN}, {WHEN}, 1
  FROM generate_series(1, 100000) n;
INSERT INTO audit_entries (id, at, actor_kind, actor_label, account_id, key_id, impersonator_id, action, object_kind, object_id, facts,
                           network, network_salt, network_proof, request_id)
SELECT {_id("d")}, {WHEN}, 'staff', CASE WHEN n % 1000 = 0 THEN 'till ' || n % 7000 / 1000 ELSE '' END,
       CASE WHEN n % 1000 = 0 THEN NULL ELSE {_id("a", "(n % 500)")} END,
       CASE WHEN n % 777 = 0 THEN {_id("a", "(n % 7)")} END, CASE WHEN n % 900 = 1 THEN {_id("a", "(n % 5)")} END,
       (ARRAY['orders.refund','orders.show','catalog.change_product','customers.change'])[1 + n % 4]
       || CASE WHEN n % 501 = 0 THEN '_odd' ELSE '' END,
       CASE WHEN n % 800 = 0 THEN 'role' ELSE (ARRAY['order','order','product','customer'])[1 + n % 4] END, (n % 40000)::text, '{{}}',
       '192.0.2.0/24', 'x', 'x', md5(n::text)
  FROM generate_series(1, {PEOPLE}) n"""
TABLES = ("accounts", "customers", "customer_groups", "customer_group_members", "orders", "audit_entries")
PLAIN_INDEXES = f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN {TABLES} AND indexname LIKE 'ix%%'"
ANALYZE = [f"ANALYZE {', '.join(TABLES)}"]


CHANNEL_ROW = f"""jsonb_build_object('id', '{CHANNEL}', 'code', 'default', 'name', 'Default', 'currency', 'EUR')"""


def _template(connection: Any, table: str) -> str:
    """A row of fitting nothings for the columns that have to be there."""
    nothing = {"jsonb": "{}", "ARRAY": [], "uuid": str(CHANNEL), "bigint": 1, "integer": 1, "boolean": False}
    rows = connection.exec_driver_sql(
        f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table}' AND is_nullable = 'NO'"
    )
    parts = []
    for name, kind in rows:
        value = nothing.get(kind, "2026-01-01T00:00:00Z" if "time" in kind else "x")
        parts.append(f"'{name}', " + (f"'{value}'" if isinstance(value, str) else f"'{str(value).lower()}'::jsonb"))
    return f"jsonb_build_object({', '.join(parts)})"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    start_mappers()
    with fresh_database() as url:
        engine = write_engine(url)
        with engine.begin() as connection:
            fill = FILL.replace("CHANNEL_ROW", f"({_template(connection, 'channels')} || {CHANNEL_ROW})")
            indexes = connection.exec_driver_sql(PLAIN_INDEXES).all()
            # Many rows are quicker to index than to insert into indexes.
            dropped = [f"DROP INDEX {name}" for name, _ in indexes]
            for statement in [*dropped, *fill.split(";"), *(definition for _, definition in indexes), *ANALYZE]:
                connection.exec_driver_sql(statement.replace("%", "%%"))
        yield engine
        engine.dispose()


@pytest.fixture
def reads(engine: Engine) -> SqlReads:
    return SqlReads(read_engine(engine), read_engine(engine))


def expect_few(plan: str, tables: tuple[str, ...], most: int = FEW) -> None:
    """Small tables may be read as they are; the big ones by index, and hardly more of them than is shown."""
    assert [scan for scan in executed_scans(plan) if any(f" on {table}" in scan for table in tables)] == [], plan
    assert rows_read(plan) + rows_thrown_away(plan) <= most, plan


PEOPLE_WANTED = {
    "everybody": CustomerFilter(),
    "active": CustomerFilter(state=AccountState.ACTIVE),
    "locked": CustomerFilter(state=AccountState.LOCKED),
    "closed": CustomerFilter(state=AccountState.CLOSED),
    "a rare tag": CustomerFilter(tag="vip"),
    "a group": CustomerFilter(group="group-7"),
    "an address": CustomerFilter("user199999@example.com"),
    "the beginning of an address": CustomerFilter("user1999"),
    "the beginning of a name": CustomerFilter("Namec4ca4238"),
    "what everybody begins with": CustomerFilter("user"),
    "two beginnings": CustomerFilter("user1999 family"),
    "a phone number": CustomerFilter("+49300199"),
    "nobody": CustomerFilter("zz"),
    "a tag in a state": CustomerFilter(tag="vip", state=AccountState.LOCKED),
    "a group and a beginning": CustomerFilter("user1", group="group-7"),
}


@pytest.mark.parametrize("name", PEOPLE_WANTED)
def test_customers_are_found_by_index(engine: Engine, reads: SqlReads, name: str) -> None:
    plan = plans(engine, lambda: SqlCustomerArchive(reads).page(PEOPLE_WANTED[name], None, 50))
    expect_few(plan, ("accounts", "customers", "orders", "customer_group_members"))


def test_a_page_of_customers_far_behind_is_as_cheap_as_the_first(engine: Engine, reads: SqlReads) -> None:
    cursor = instant_cursor(datetime(2026, 1, 2, tzinfo=UTC), number(8_000))
    for wanted in (CustomerFilter(), CustomerFilter(state=AccountState.LOCKED)):
        plan = plans(engine, lambda wanted=wanted: SqlCustomerArchive(reads).page(wanted, cursor, 50))  # type: ignore[misc]  # bound now
        expect_few(plan, ("accounts", "customers"), 200)


SINCE, UNTIL = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 1, 10, 0, 10, tzinfo=UTC)
ENTRIES_WANTED = {
    "everything": AuditFilter(),
    "an account": AuditFilter(account_id=AccountId(number(7))),
    "an account that acted for others": AuditFilter(account_id=AccountId(number(3))),
    "a key": AuditFilter(key_id=ApiKeyId(number(3))),
    "a label": AuditFilter(label="till 3"),
    "an action": AuditFilter(action="orders.refund_odd"),
    "a frequent action": AuditFilter(action="orders.refund"),
    "actions of a context": AuditFilter(action="customers."),
    "actions of no context": AuditFilter(action="nothing."),
    "a kind": AuditFilter(object_kind="role"),
    "an object": AuditFilter(object_id="4711"),
    "an object of a kind": AuditFilter(object_kind="order", object_id="4711"),
    "a request": AuditFilter(request_id="c4ca4238a0b923820dcc509a6f75849b"),
    "a time": AuditFilter(since=SINCE, until=UNTIL),
    "a kind in a time": AuditFilter(object_kind="role", since=SINCE, until=UNTIL),
    "nobody": AuditFilter(account_id=AccountId(number(999_999))),
}


@pytest.mark.parametrize("name", ENTRIES_WANTED)
def test_entries_of_the_audit_log_are_found_by_index(engine: Engine, reads: SqlReads, name: str) -> None:
    plan = plans(engine, lambda: SqlAuditLog(reads).page(ENTRIES_WANTED[name], None, 50))
    expect_few(plan, ("audit_entries",))


def test_a_page_of_the_audit_log_far_behind_is_as_cheap_as_the_first(engine: Engine, reads: SqlReads) -> None:
    cursor = instant_cursor(datetime(2026, 1, 2, tzinfo=UTC), number(8_000, "d"))
    for wanted in (AuditFilter(), AuditFilter(object_kind="role"), AuditFilter(action="orders.")):
        plan = plans(engine, lambda wanted=wanted: SqlAuditLog(reads).page(wanted, cursor, 50))  # type: ignore[misc]  # bound now
        expect_few(plan, ("audit_entries",))


ORDERS_WANTED = {
    "everything": OrderFilter(),
    "a customer": OrderFilter(account_id=AccountId(number(7))),
    "an address in any case": OrderFilter(email="USER77@example.com"),
    "a rare status": OrderFilter(status=DisplayedStatus.CANCELLED),
    "a number": OrderFilter(number="S-4711"),
    "a customer in one channel": OrderFilter(account_id=AccountId(number(7)), channels=frozenset({ChannelId(CHANNEL)})),
    "a time": OrderFilter(placed_from=SINCE, placed_until=UNTIL),
}


@pytest.mark.parametrize("name", ORDERS_WANTED)
def test_orders_are_found_by_index(engine: Engine, reads: SqlReads, name: str) -> None:
    plan = plans(engine, lambda: SqlOrderArchive(reads).page(ORDERS_WANTED[name], None, 50))
    expect_few(plan, ("orders",))


def test_a_page_of_orders_far_behind_is_as_cheap_as_the_first(engine: Engine, reads: SqlReads) -> None:
    cursor = text_cursor(datetime(2026, 1, 2, tzinfo=UTC).isoformat(), str(number(8_000, "e")))
    plan = plans(engine, lambda: SqlOrderArchive(reads).page(OrderFilter(), cursor, 50))
    expect_few(plan, ("orders",), 200)

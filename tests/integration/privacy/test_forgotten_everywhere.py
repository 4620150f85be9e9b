"""A marker in every personal column of every table, and nowhere after the erasure: tables, Redis, mails, log lines."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis import Redis
from sqlalchemy import Connection, Engine, Enum, LargeBinary, Table, Text, create_engine, func, insert, literal, select, text
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import JSONB

from adapters.codec import encode
from adapters.persistence.tables import metadata
from adapters.personal_data import PERSONAL
from adapters.privacy.rules import By, every_rule
from adapters.settings import Settings
from application.facade import Application
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.sign_in import SignIn
from application.privacy.erasures import ErasePerson
from application.privacy.exports import ExportPerson
from application.shared.actor import SYSTEM
from bootstrap import build
from domain.identity.accounts.errors import InvalidCredentials
from domain.identity.accounts.requests import WantedLink
from domain.orders.parts import Refund, Terms
from domain.orders.states import FulfilmentStatus
from domain.payments.ledger import Operation, OperationKind
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.address import Address
from domain.shared.currency import Currency
from domain.shared.ids import AccountId, OperationId, RefundId
from domain.shared.money import Money
from domain.shared.tax_status import ReliefKind, TaxRelief

MARKER = "zqmarker"
EMAIL = f"{MARKER}@example.com"
IDS = {by: uuid4() for by in By}
NOTHING = Money(0, Currency("EUR"))
ADDRESS = Address(MARKER, (MARKER,), MARKER, "DE", MARKER, "", MARKER, MARKER)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
VAT_NUMBER = "ATU12345678"
RELIEF = TaxRelief(ReliefKind.REVERSE_CHARGE, f"{MARKER} showed the papers", vat_number=VAT_NUMBER, vat_checked_at=NOW)
TERMS = Terms(EMAIL, "en", ADDRESS, ADDRESS, True, 1, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, (), (), None, "invoice", RELIEF)
#: Documents that are read on the way; any other holds the marker in a shape of no meaning.
DOCUMENTS = {
    "orders.terms": encode(TERMS),
    "orders.refunds": encode((Refund(RefundId(uuid4()), OperationId(uuid4()), NOTHING, (), MARKER, False, NOW),)),
    "payments.operations": encode((Operation(OperationId(uuid4()), OperationKind.CAPTURE, 1, NOW, detail=MARKER),)),
    "staff_members.assignments": [],
    "sessions.methods": [],
    "invitations.assignments": [],
    "carts.lines": [],
    "checkouts.quote": {"said": MARKER},
}


def value_of(table: Table, column: Any) -> Any:
    """Something that the column takes; the marker when it is personal."""
    name = f"{table.name}.{column.name}"
    personal = column.name in PERSONAL.get(table.name, ())
    keys = next((rule.keys for _, rule in every_rule() if rule.table == table.name), {})
    kind = column.type
    inner = getattr(kind, "impl_instance", kind)
    if column.name in keys:
        return EMAIL if keys[column.name] is By.EMAIL else IDS[keys[column.name]]
    if isinstance(inner, JSONB) or isinstance(kind, JSONB):
        return literal(DOCUMENTS.get(name, {"said": MARKER} if personal else []), JSONB)
    if isinstance(kind, Enum):
        return kind.enum_class(kind.enums[0]) if kind.enum_class else kind.enums[0]
    if isinstance(kind, LargeBinary):
        return f"so {EMAIL} said".encode()
    python = inner.python_type
    if python is str:
        return (EMAIL if "email" in column.name else MARKER) if personal else "x"
    if python is list:
        return [MARKER] if personal else []
    made = {UUID: uuid4(), datetime: datetime(2026, 1, 1, tzinfo=UTC), int: 1, bool: False}
    return made.get(python, datetime(2026, 1, 1, tzinfo=UTC))


def wants_a_value(table: Table, column: Any) -> bool:
    required = not column.nullable and column.server_default is None
    return required or column.name in PERSONAL.get(table.name, ()) or _is_key(table.name, column.name)


def fill(connection: Connection) -> None:
    """A row with the marker in every personal table, joined to one person."""
    connection.execute(text("SET session_replication_role = replica"))
    wanted = {*PERSONAL, "carts"}
    for table in metadata.sorted_tables:
        if table.name in wanted:
            row = {column.name: value_of(table, column) for column in table.columns if wants_a_value(table, column)}
            for by, name in ((By.ORDER, "orders"), (By.CART, "carts"), (By.PAYMENT, "payments"), (By.ACCOUNT, "accounts")):
                if table.name == name:
                    row["id"] = IDS[by]
            if table.name == "orders":
                row |= {
                    "cart_id": IDS[By.CART],
                    "fulfilment": FulfilmentStatus.FULFILLED,
                    "currency": Currency("EUR"),
                    "account_id": IDS[By.ACCOUNT],
                }
            if table.name in ("carts", "payments"):
                row["currency"] = Currency("EUR")
            connection.execute(insert(table).values(**row))
    connection.execute(text("SET session_replication_role = DEFAULT"))


def _is_key(table: str, column: str) -> bool:
    return any(rule.table == table and column in rule.keys for _, rule in every_rule())


def found_in_tables(engine: Engine) -> dict[str, int]:
    """Rows by table that hold the marker, as text or as bytes."""
    hexed = MARKER.encode().hex()
    counts = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            whole = as_type(func.row(*table.columns), Text)
            rows = connection.execute(select(func.count()).select_from(table).where(whole.contains(MARKER) | whole.contains(hexed)))
            counts[table.name] = rows.scalar_one()
    return {name: count for name, count in counts.items() if count}


def found_in_redis(redis: Redis) -> list[str]:
    """Keys that hold the marker, in their names or values; what the queue packs is unpacked."""
    return [key.decode() for key in redis.scan_iter() if any(MARKER.encode() in part for part in (key, *contents_of(redis, key)))]


def contents_of(redis: Any, key: bytes) -> Iterator[bytes]:
    """Every text of a key, whatever its type."""
    read = {
        b"string": lambda: [redis.get(key)],
        b"hash": lambda: [part for pair in redis.hgetall(key).items() for part in pair],
        b"list": lambda: redis.lrange(key, 0, -1),
        b"set": lambda: redis.smembers(key),
        b"zset": lambda: redis.zrange(key, 0, -1),
        b"stream": lambda: [part for _, fields in redis.xrange(key) for pair in fields.items() for part in pair],
    }
    for part in read[redis.type(key)]():
        yield part
        with suppress(zlib.error):
            yield zlib.decompress(part)


def tries_to_get_in(app: Application) -> None:
    """Guesses at the password, and asks for links: what is counted, and what is queued for the worker."""
    with pytest.raises(InvalidCredentials):
        app.accounts.sign_in(SignIn(email=EMAIL, password="not the password", audience=Audience.SHOP, device=Device("x", "192.0.2.0/24")))
    app.accounts.request_link(RequestLink(email=EMAIL, wanted=WantedLink.LOGIN_LINK))


def test_the_marker_is_found_wherever_redis_keeps_something(real_settings: Settings) -> None:
    with Redis.from_url(real_settings.redis_url) as redis:
        redis.set("a", f"{MARKER}" * 100)
        redis.hset("b", "data", zlib.compress(f"so {MARKER} said".encode()))  # type: ignore[arg-type]
        redis.rpush("c", MARKER)
        redis.sadd("d", MARKER)
        redis.zadd("e", {MARKER: 1})
        redis.xadd("f", {"said": MARKER})
        redis.set(f"g:{MARKER}", "1")
        redis.set("h", "harmless")
        assert sorted(found_in_redis(redis)) == ["a", "b", "c", "d", "e", "f", f"g:{MARKER}"]


def test_a_forgotten_person_is_found_nowhere(real_settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    engine = create_engine(real_settings.database_url)
    with engine.begin() as connection:
        fill(connection)
    before = found_in_tables(engine)
    assert PERSONAL.keys() - before.keys() == set(), "every personal table holds the marker before"
    with engine.begin() as connection:
        message = connection.execute(select(metadata.tables["messages"].c.id)).scalar_one()
    real_settings.mail_directory.mkdir(parents=True)
    for suffix in (".eml", ".html", ".txt"):
        (real_settings.mail_directory / f"{message}{suffix}").write_text(f"Dear {MARKER}")
    app = build(real_settings)
    tries_to_get_in(app)
    with Redis.from_url(real_settings.redis_url) as redis:
        assert list(redis.scan_iter("stoa:attempts:password:*")) != [], "attempts are counted before"
    erased = app.privacy.erase_person(ErasePerson(actor=SYSTEM, account_id=AccountId(IDS[By.ACCOUNT])))
    app.close()
    assert found_in_tables(engine) == {}
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(metadata.tables["orders"])).scalar_one() == 1, "orders stay for tax"
        kept = connection.execute(select(metadata.tables["orders"].c.terms)).scalar_one()
    assert kept.relief == replace(RELIEF, reason=""), "why no tax was charged stays: it is evidence"
    assert erased.rows["orders"] == 1
    assert list(real_settings.mail_directory.iterdir()) == []
    with Redis.from_url(real_settings.redis_url) as redis:
        assert found_in_redis(redis) == []
        assert list(redis.scan_iter("stoa:attempts:password:*")) == []
    written = capfd.readouterr()
    assert MARKER not in written.out + written.err
    engine.dispose()


def test_a_guest_is_found_and_forgotten_by_the_address_alone(real_settings: Settings) -> None:
    engine = create_engine(real_settings.database_url)
    with engine.begin() as connection:
        fill(connection)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM accounts"))
        connection.execute(text("UPDATE orders SET account_id = NULL"))
    app = build(real_settings)
    app.privacy.erase_person(ErasePerson(actor=SYSTEM, email=EMAIL.upper()))
    app.close()
    assert {"orders", "checkouts", "messages", "order_timeline", "payments", "consents"} & found_in_tables(engine).keys() == set()
    engine.dispose()


def test_an_unknown_person_is_said_to_be_unknown(real_settings: Settings) -> None:
    app = build(real_settings)
    with pytest.raises(Exception, match="Nobody is known"):
        app.privacy.export_person(ExportPerson(actor=SYSTEM, email="nobody@example.com"))
    app.close()

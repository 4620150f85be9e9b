"""A marker in every personal column of every table, and nowhere after the erasure: tables, Redis, mails, log lines."""

from __future__ import annotations

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
from application.privacy.erasures import ErasePerson
from application.privacy.exports import ExportPerson
from application.shared.actor import SYSTEM
from bootstrap import build
from domain.orders.parts import Terms
from domain.shared.address import Address
from domain.shared.currency import Currency
from domain.shared.ids import AccountId
from domain.shared.money import Money

MARKER = "zqmarker"
EMAIL = f"{MARKER}@example.com"
IDS = {by: uuid4() for by in By}
NOTHING = Money(0, Currency("EUR"))
ADDRESS = Address(MARKER, (MARKER,), MARKER, "DE", MARKER, "", MARKER, MARKER)
TERMS = Terms(EMAIL, "en", ADDRESS, ADDRESS, True, 1, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, (), (), None, "invoice")
#: Documents that are read on the way; any other holds the marker in a shape of no meaning.
DOCUMENTS = {
    "orders.terms": encode(TERMS),
    "orders.refunds": [],
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
                row |= {"cart_id": IDS[By.CART], "currency": Currency("EUR"), "account_id": IDS[By.ACCOUNT]}
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
    erased = app.privacy.erase_person(ErasePerson(actor=SYSTEM, account_id=AccountId(IDS[By.ACCOUNT])))
    app.close()
    assert found_in_tables(engine) == {}
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(metadata.tables["orders"])).scalar_one() == 1, "orders stay for tax"
    assert erased.rows["orders"] == 1
    assert list(real_settings.mail_directory.iterdir()) == []
    with Redis.from_url(real_settings.redis_url) as redis:
        kept = [(key, redis.dump(key)) for key in redis.scan_iter()]
    assert [key for key, value in kept if MARKER.encode() in bytes(key) + bytes(value or b"")] == []  # type: ignore[arg-type]
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
    with pytest.raises(Exception, match="person"):
        app.privacy.export_person(ExportPerson(actor=SYSTEM, email="nobody@example.com"))
    app.close()

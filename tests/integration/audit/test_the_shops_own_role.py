"""The shop under a database role that owns nothing: it does all its work, and the audit log is out of its reach.

The rights are those of deploy/postgresql/shop_role.sql, as docs/operations.md tells operators to set them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from adapters.http_flask.app import create_app
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.audit.verify_chain import VerifyChain
from application.facade import Application
from application.privacy.erasures import ErasePerson
from application.recurring import RECURRING
from application.shared.actor import SYSTEM
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, build
from tests.access_matrix.conftest import asking
from tests.support.databases import fresh_database
from tests.support.sample_objects import fill_sample_shop
from tests.support.sample_people import fill_customer
from tests.support.servers import ROOT
from tests.support.signed_in import account_of, sign_in

RIGHTS = (ROOT / "deploy" / "postgresql" / "shop_role.sql").read_text()


@pytest.fixture(scope="module")
def role(postgres_url: str) -> str:
    """Roles belong to the whole server, so this one stays for the next run."""
    with create_engine(postgres_url, isolation_level="AUTOCOMMIT").connect() as connection:
        if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = 'stoa_shop'")).first():
            connection.execute(text("CREATE ROLE stoa_shop"))
    return "stoa_shop"


@pytest.fixture
def database_url() -> Iterator[str]:
    """Not one that is handed on to other tests: it remembers the role."""
    with fresh_database() as url:
        yield url


@pytest.fixture
def restricted(database_url: str, role: str) -> Iterator[Engine]:
    """Whoever connects to this database from now on is the shop's role, however they signed in."""
    administrator = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.exec_driver_sql(RIGHTS.replace("%", "%%"))
        connection.execute(text(f'ALTER DATABASE "{make_url(database_url).database}" SET role TO {role}'))
    administrator.dispose()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == role
    yield engine
    engine.dispose()


@pytest.fixture
def shop(restricted: Engine, real_settings: Settings) -> Iterator[Application]:
    app = build(real_settings, Backend.REAL)
    yield app
    app.close()


def test_the_shop_sells_forgets_and_keeps_its_audit_log(shop: Application, real_settings: Settings, restricted: Engine) -> None:
    client = create_app(shop, real_settings).test_client()
    token = StaffTokens(real_settings.signing_key, shop.clock).issue("ada", frozenset(PERMISSIONS), timedelta(hours=1))
    eve = account_of(shop, "eve@example.com")
    staff, customer = asking(client, token), asking(client, sign_in(shop, eve).access_token)
    objects = fill_sample_shop(staff, asking(client))
    fill_customer(objects, staff, customer, eve)
    assert client.get("/health/ready").status_code == 200
    staff("POST", f"/api/v1/admin/orders/{objects.names['me/orders']}/cancellation", {"reason": "changed her mind"})
    assert shop.privacy.erase_person(ErasePerson(actor=SYSTEM, account_id=eve)).rows
    for job in RECURRING:
        job.run(shop)
    report = shop.audit.verify(VerifyChain(SYSTEM))
    assert (report.sound, report.waiting) == (True, 0)
    assert report.links > 20


def test_of_an_entry_only_the_network_may_be_forgotten(restricted: Engine) -> None:
    with restricted.connect() as connection:
        columns = connection.execute(
            text(
                "SELECT column_name FROM information_schema.column_privileges"
                " WHERE grantee = 'stoa_shop' AND table_name IN ('audit_entries', 'audit_links') AND privilege_type = 'UPDATE'"
            )
        ).scalars()
        assert set(columns) == {"network", "network_salt"}


@pytest.mark.parametrize(("table", "column"), [("audit_entries", "action"), ("audit_links", "hash")])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = ''",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table} CASCADE",
        "GRANT DELETE ON {table} TO stoa_shop; DELETE FROM {table}",
        "SET session_replication_role = replica; DELETE FROM {table}",
        "CREATE OR REPLACE FUNCTION refuse_change_of_audit_log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    ],
)
def test_the_shops_role_has_no_right_to_change_the_audit_log(restricted: Engine, table: str, column: str, statement: str) -> None:
    """Before any trigger is asked."""
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), restricted.begin() as connection:
        connection.execute(text(statement.format(table=table, column=column)))

"""Migrations lead to exactly the tables the code knows, and back."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import create_engine, inspect

from adapters.persistence.migrate import current_revision, head_revision, migrate
from tests.support.databases import fresh_database, pending_changes


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_up_down_up_leads_to_the_tables_of_the_code() -> None:
    with fresh_database(migrated=False) as url:
        migrate(url)
        assert pending_changes(url) == []
        built = tables(url)
        migrate(url, "base")
        assert tables(url) == {"alembic_version"}
        migrate(url)
        assert tables(url) == built
        assert pending_changes(url) == []


def test_migrating_again_changes_nothing() -> None:
    with fresh_database() as url:
        migrate(url)
        assert current_revision(url) == head_revision() is not None


def test_processes_that_start_together_migrate_once() -> None:
    with fresh_database(migrated=False) as url, ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(migrate, url) for _ in range(4)]:
            done.result(timeout=60)
        assert current_revision(url) == head_revision()

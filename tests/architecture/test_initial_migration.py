"""Before the first release the initial migration is made from the tables, and made again when they change."""

from scripts.regenerate_initial_migration import MARK, VERSIONS, schema_digest


def test_the_initial_migration_was_made_from_these_tables() -> None:
    (migration,) = VERSIONS.glob("*.py")
    assert f"{MARK}{schema_digest()}\n" in migration.read_text(encoding="utf-8"), "run: scripts/regenerate_initial_migration"

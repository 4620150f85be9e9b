"""Write the one migration there is before the first release anew, from the tables: `scripts/regenerate_initial_migration`."""

import hashlib
from pathlib import Path

from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.schema import CreateIndex, CreateTable

from adapters.persistence import migrate
from adapters.persistence.audit.tables import GUARDS, UNGUARDS
from adapters.persistence.tables import metadata
from tests.support.databases import fresh_database

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"
REVISION = "0001"
MARK = "# Made from tables with the digest "
DIALECT = PGDialect_psycopg2()


def regenerate() -> Path:
    """Replace every migration by one; the same tables give the same file, so that a conflict is solved by repeating."""
    VERSIONS.mkdir(exist_ok=True)
    kept = {old: old.read_text(encoding="utf-8") for old in VERSIONS.glob("*.py")}
    for old in kept:
        old.unlink()
    try:
        with fresh_database(migrated=False) as url:
            migrate.make_revision(url, "initial", REVISION)
    except BaseException:
        for old, text in kept.items():
            old.write_text(text, encoding="utf-8")
        raise
    (written,) = VERSIONS.glob("*.py")
    marked = f"{written.read_text(encoding='utf-8').rstrip()}\n\n\n{MARK}{schema_digest()}\n"
    written.write_text(marked, encoding="utf-8")
    return written


def schema_digest() -> str:
    """Changes with every table, column, constraint and index; needs no database."""
    digest = hashlib.sha256()
    for table in metadata.sorted_tables:
        digest.update(str(CreateTable(table).compile(dialect=DIALECT)).encode())
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            digest.update(str(CreateIndex(index).compile(dialect=DIALECT)).encode())
    for statement in (*GUARDS, *UNGUARDS):
        digest.update(statement.encode())
    return digest.hexdigest()


if __name__ == "__main__":
    print(regenerate())  # noqa: T201 - a script's answer

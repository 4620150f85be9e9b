"""Write the one migration there is before the first release anew, from the tables: `scripts/regenerate_initial_migration`."""

import re
from pathlib import Path

from adapters.persistence import migrate
from tests.support.databases import fresh_database

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"
REVISION = "0001"


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
    text = written.read_text(encoding="utf-8")
    written.write_text(re.sub(r"Create Date: .*\n", "", text), encoding="utf-8")
    return written


if __name__ == "__main__":
    print(regenerate())  # noqa: T201 - a script's answer

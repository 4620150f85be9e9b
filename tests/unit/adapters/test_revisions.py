"""What health says about migrations without Alembic is what Alembic says."""

from __future__ import annotations

from adapters.persistence.migrate import head_revision
from adapters.persistence.migrations.revisions import newest_revision


def test_the_newest_migration_is_the_one_that_alembic_would_go_to() -> None:
    assert newest_revision() == head_revision() is not None

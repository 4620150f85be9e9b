"""Archives that nobody fetched in time are thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.privacy.ports import PrivacyUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True)
class ForgetArchives:
    limit: int = 100


@dataclass(frozen=True)
class ForgetArchivesHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    clock: Clock

    def __call__(self, command: ForgetArchives) -> int:
        with self.unit_of_work() as uow:
            expired = uow.data_exports.expired(self.clock.now(), command.limit)
            for export in expired:
                uow.data_exports.remove(export)
            uow.commit()
        return len(expired)

"""People ask for a copy of everything about them, and fetch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from application.privacy.ports import ArchiveMaker, PrivacyRules, PrivacyUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.privacy.errors import PersonNotKnown
from domain.privacy.events import ExportRequested
from domain.privacy.requests import DataExport
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, DataExportId


@dataclass(frozen=True)
class RequestExport:
    actor: Actor


@dataclass(frozen=True)
class RequestExportHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: RequestExport) -> DataExport:
        """One at a time: while one is being made, it is the answer."""
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            running = next((each for each in uow.data_exports.of(account_id) if each.ready_at is None), None)
            if running is not None:
                return running
            export = DataExport(DataExportId(self.ids.new()), account_id, now)
            uow.data_exports.add(export)
            uow.commit()
        return export


@dataclass(frozen=True)
class MakeExport:
    """The worker makes the archive."""

    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    archives: ArchiveMaker
    rules: PrivacyRules
    clock: Clock

    def __call__(self, envelope: Envelope[ExportRequested]) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            export = uow.data_exports.find(envelope.event.export_id)
            person = None if export is None else uow.personal_data.person(export.account_id, None)
            if export is not None and person is not None:
                export.deliver(self.archives.pack(uow.personal_data.export(person), now), now, now + self.rules.kept)
            uow.commit()


@dataclass(frozen=True)
class ListExports:
    actor: Actor


@dataclass(frozen=True)
class ListExportsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]

    def __call__(self, query: ListExports) -> Sequence[DataExport]:
        account_id = query.actor.require_own_hands()
        with self.unit_of_work() as uow:
            return uow.data_exports.of(account_id)


@dataclass(frozen=True)
class FetchExport:
    actor: Actor
    export_id: DataExportId


@dataclass(frozen=True)
class FetchExportHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    clock: Clock

    def __call__(self, query: FetchExport) -> bytes:
        """Raises EntityNotFound while it is not ready, after its time, and for other people's."""
        now = self.clock.now()
        account_id = query.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            export = uow.data_exports.find(query.export_id)
        archive = None if export is None or export.account_id != account_id else export.at_hand(now)
        if archive is None:
            raise EntityNotFound("export", str(query.export_id))
        return archive


@dataclass(frozen=True, kw_only=True)
class ExportPerson:
    """Staff answer somebody who asked by letter: by account, or by e-mail address for guests."""

    actor: Actor
    account_id: AccountId | None = None
    email: str | None = None


@dataclass(frozen=True)
class ExportPersonHandler:
    permission: ClassVar[str | None] = "privacy.export"
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    archives: ArchiveMaker
    clock: Clock

    def __call__(self, query: ExportPerson) -> bytes:
        """Raises PersonNotKnown."""
        now = self.clock.now()
        query.actor.require_step_up(now)
        with self.unit_of_work() as uow:
            person = uow.personal_data.person(query.account_id, query.email)
            if person is None:
                raise PersonNotKnown
            return self.archives.pack(uow.personal_data.export(person), now)

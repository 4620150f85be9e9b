"""Staff give the shop a catalogue file, to be worked off here or by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, ClassVar

from application.catalog.imports.ports import CatalogReader, ImportFileKind, ImportUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.channel import Channel
from domain.catalog.imports.catalog_import import CatalogImport
from domain.shared.errors import InvalidValue
from domain.shared.ids import ImportId


@dataclass(frozen=True, kw_only=True)
class RequestImport:
    """`channel` None: the one called `default`, or the only one. `mapping` is the name of a shipped mapping or the text of one.

    With `content` the file is kept and the worker runs the import; without, the caller runs it from a file of its own.
    """

    actor: Actor
    source_name: str
    channel: str | None = None
    content: IO[bytes] | None = None
    total_bytes: int = 0
    mapping: str = ""
    dry_run: bool = False
    set_stock: bool = True


@dataclass(frozen=True)
class RequestImportHandler:
    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]
    clock: Clock
    ids: Ids
    reader: CatalogReader

    def __call__(self, command: RequestImport) -> CatalogImport:
        mapping = self._mapping(command.mapping)
        now = self.clock.now()
        with self.unit_of_work() as uow:
            record = CatalogImport(
                ImportId(self.ids.new()),
                chosen_channel(uow, command.channel).id,
                command.source_name,
                command.actor.signature,
                now,
                mapping=mapping,
                dry_run=command.dry_run,
                set_stock=command.set_stock,
                total_bytes=command.total_bytes,
            )
            uow.catalog_imports.add(record)
            if command.content is not None:
                record.total_bytes = uow.import_files.append_all(record.id, ImportFileKind.SOURCE, command.content)
                record.hand_over(now)
            uow.commit()
        return record

    def _mapping(self, given: str) -> str:
        """The text of the mapping, found to be valid."""
        if not given:
            return ""
        text = given if "\n" in given or "=" in given else self.reader.shipped_mapping(given)
        self.reader.check(text)
        return text


def chosen_channel(uow: ImportUnitOfWork, code: str | None) -> Channel:
    """Raises EntityNotFound for a code that there is not, InvalidValue where one has to be named or made first."""
    if code is not None:
        return uow.channels.by_code(code)
    channels = uow.channels.all()
    chosen = next((channel for channel in channels if channel.code == "default"), channels[0] if len(channels) == 1 else None)
    if chosen is None:
        reason = f"name one of {', '.join(channel.code for channel in channels)}" if channels else "the shop has none yet; open one first"
        raise InvalidValue("channel", reason)
    return chosen

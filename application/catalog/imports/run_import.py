"""An import is worked off batch by batch; killed at any line and run again it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, ClassVar
from uuid import UUID

from application.catalog.imports.batch import Outcome, Target, counted, write_batch
from application.catalog.imports.drafts import CatalogItem, Issue, ProductDraft, RefusedProduct, Severity, issue
from application.catalog.imports.ports import CatalogReader, CatalogStream, ImportFileKind, ImportFiles, ImportUnitOfWork, IssueReport
from application.catalog.imports.references import References
from application.catalog.ports import HtmlSanitizer
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.imports.catalog_import import CatalogImport, ImportCounts, RunnerReplaced
from domain.shared.errors import ConcurrencyConflict, Conflict, Invalid
from domain.shared.ids import ImportId

#: A transaction of about a quarter of a second; its documents are refreshed by one event, which takes at most 1,000.
PRODUCTS_PER_BATCH = 500
VARIANTS_PER_BATCH = 2_000
ISSUES_PER_BATCH = 5_000
ATTEMPTS = 4


@dataclass(frozen=True, kw_only=True)
class RunImport:
    """`content` is the file, when the shop does not keep it. `on_progress` hears after every batch."""

    import_id: ImportId
    content: IO[bytes] | None = None
    on_progress: Callable[[CatalogImport], None] | None = None


@dataclass(frozen=True)
class ImportTools:
    """What reading a file needs."""

    reader: CatalogReader
    report: IssueReport
    files: ImportFiles
    sanitizer: HtmlSanitizer


class _Cancelled(Exception):
    """Staff called it off, or it is over already."""


@dataclass
class _Batch:
    """Items read and not yet settled; `position` counts all items of the file up to its end."""

    position: int = 0
    drafts: list[ProductDraft] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    refused: int = 0
    variants: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.drafts) >= PRODUCTS_PER_BATCH or self.variants >= VARIANTS_PER_BATCH or len(self.issues) >= ISSUES_PER_BATCH

    def add(self, item: CatalogItem) -> None:
        self.position += 1
        if isinstance(item, ProductDraft):
            self.drafts.append(item)
            self.variants += len(item.variants)
        elif isinstance(item, RefusedProduct):
            self.refused += 1
        else:
            self.issues.append(item)


@dataclass(frozen=True)
class RunImportHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]
    clock: Clock
    ids: Ids
    tools: ImportTools

    def __call__(self, command: RunImport) -> CatalogImport:
        runner = self.ids.new()
        record, target = self._begin(command.import_id, runner)
        if target is None:
            return record
        try:
            content = command.content or self.tools.files.open(record.id, ImportFileKind.SOURCE)
            stream = self.tools.reader.read(content, record.mapping or None, target.channel.currency)
            for batch in _batches(stream, record.position):
                record = self._settle(record, runner, target, batch, stream.bytes_read)
                if command.on_progress is not None:
                    command.on_progress(record)
            return self._end(record.id, runner, "")
        except _UnreadableFile as error:
            return self._end(record.id, runner, error.reason)
        except (RunnerReplaced, _Cancelled):
            return self._present(record.id)
        except Exception as error:
            self._end(record.id, runner, f"an unexpected error, {type(error).__name__}: it will be tried again")
            raise

    def _begin(self, key: ImportId, runner: UUID) -> tuple[CatalogImport, Target | None]:
        """Take the import over; no target when it is over."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            record = uow.catalog_imports.locked(key)
            if record.is_over:
                return record, None
            record.begin(runner, now)
            channel = uow.channels.get(record.channel_id)
            location_id = uow.imported_stock.default_location(channel.stock_locations) if record.set_stock else None
            uow.commit()
        references = References(self.ids, channel.default_locale)
        return record, Target(channel, location_id, record.requested_by, references, self.ids, self.tools.sanitizer)

    def _settle(self, record: CatalogImport, runner: UUID, target: Target, batch: _Batch, bytes_read: int) -> CatalogImport:
        """Write a batch; one that meets a conflict again and again is halved until the product that causes it is found."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._write(record, runner, target, batch, bytes_read)
            except RunnerReplaced:
                raise
            except ConcurrencyConflict:
                target.references.forget()
                if attempt == ATTEMPTS and not batch.drafts:
                    raise
            except (Conflict, Invalid) as error:
                target.references.forget()
                if len(batch.drafts) == 1:
                    return self._write(record, runner, target, _refusing(batch, error.detail), bytes_read)
                break
        if len(batch.drafts) <= 1:
            return self._write(record, runner, target, _refusing(batch, "somebody else keeps changing the product"), bytes_read)
        for half in _halves(batch, record.position):
            record = self._settle(record, runner, target, half, bytes_read)
        return record

    def _write(self, record: CatalogImport, runner: UUID, target: Target, batch: _Batch, bytes_read: int) -> CatalogImport:
        tried = self._tried(target, batch) if record.dry_run else None
        now = self.clock.now()
        with self.unit_of_work() as uow:
            record = uow.catalog_imports.locked(record.id)
            if record.is_over:
                raise _Cancelled
            outcome = tried or write_batch(uow, target, batch.drafts, now)
            issues = sorted([*batch.issues, *outcome.issues], key=lambda item: item.line)
            counts = counted(Outcome(outcome.counts, issues)) + ImportCounts(refused=batch.refused)
            record.advance(runner, now, batch.position, bytes_read, counts)
            if issues:
                uow.import_files.append(record.id, ImportFileKind.REPORT, self.tools.report.lines(issues))
            uow.commit()
        return record

    def _tried(self, target: Target, batch: _Batch) -> Outcome:
        """What would come of it: everything is done, and left without commit."""
        with self.unit_of_work() as uow:
            outcome = write_batch(uow, target, batch.drafts, self.clock.now())
        target.references.forget()
        return outcome

    def _end(self, key: ImportId, runner: UUID, failure: str) -> CatalogImport:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            record = uow.catalog_imports.locked(key)
            if record.is_over or record.runner != runner:
                return record
            if failure:
                record.fail(now, failure)
            else:
                record.finish(now)
            uow.commit()
        return record

    def _present(self, key: ImportId) -> CatalogImport:
        with self.unit_of_work() as uow:
            return uow.catalog_imports.get(key)


@dataclass
class _UnreadableFile(Exception):
    reason: str


def _batches(stream: CatalogStream, done: int) -> Iterator[_Batch]:
    """Everything after the first `done` items, which an earlier run settled."""
    batch = _Batch(position=done)
    for number, item in enumerate(_readable(stream)):
        if number < done:
            continue
        batch.add(item)
        if batch.is_full:
            yield batch
            batch = _Batch(position=batch.position)
    if batch.drafts or batch.issues or batch.refused:
        yield batch


def _readable(stream: CatalogStream) -> Iterator[CatalogItem]:
    """The items; a file that turns out to be no catalogue ends the import, not the worker."""
    try:
        yield from stream
    except Invalid as error:
        raise _UnreadableFile(error.detail) from error


def _refusing(batch: _Batch, reason: str) -> _Batch:
    """The batch without its only draft, which is refused."""
    refused = [
        issue(Severity.ERROR, draft.line, "", f"{reason.rstrip('.')}; the product stays out", "", draft.handle) for draft in batch.drafts
    ]
    return replace(batch, drafts=[], issues=[*batch.issues, *refused], refused=batch.refused + len(batch.drafts))


def _halves(batch: _Batch, settled: int) -> tuple[_Batch, _Batch]:
    """The first half leaves the position where it was: should we be killed between the two, the whole batch is read again."""
    middle = len(batch.drafts) // 2
    return _Batch(settled, batch.drafts[:middle]), replace(batch, drafts=batch.drafts[middle:])

"""The import of a catalogue file: who asked for it, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from uuid import UUID

from domain.catalog.events import CatalogImportRequested
from domain.shared.aggregate import Aggregate
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import ChannelId, ImportId
from domain.shared.state_machine import StateMachine

MAX_SOURCE_NAME = 255


class ImportState(Enum):
    """A failed import may be taken up again: what went in before stays, what is missing follows."""

    REQUESTED = "requested"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


IMPORT_LIFE = StateMachine(
    "import",
    ImportState.REQUESTED,
    {
        ImportState.REQUESTED: frozenset({ImportState.RUNNING, ImportState.CANCELLED, ImportState.FAILED}),
        ImportState.RUNNING: frozenset({ImportState.FINISHED, ImportState.CANCELLED, ImportState.FAILED}),
        ImportState.FAILED: frozenset({ImportState.RUNNING, ImportState.CANCELLED}),
        ImportState.FINISHED: frozenset(),
        ImportState.CANCELLED: frozenset(),
    },
)
OVER = frozenset({ImportState.FINISHED, ImportState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """How many products were created, changed, found equal and refused; parts that changed; issues by severity."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    variants: int = 0
    prices: int = 0
    stock: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0

    def __add__(self, other: ImportCounts) -> ImportCounts:
        return ImportCounts(**{item.name: getattr(self, item.name) + getattr(other, item.name) for item in fields(self)})

    @property
    def products(self) -> int:
        return self.created + self.updated + self.unchanged + self.refused


class CatalogImport(Aggregate):
    """`position` counts what was read and settled, so that a killed run is taken up where it was; `runner` fences off older runs."""

    def __init__(
        self,
        id: ImportId,  # noqa: A002 - the field's word
        channel_id: ChannelId,
        source_name: str,
        requested_by: str,
        now: datetime,
        *,
        mapping: str = "",
        dry_run: bool = False,
        set_stock: bool = True,
        total_bytes: int = 0,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.channel_id = channel_id
        self.source_name = source_name[:MAX_SOURCE_NAME]
        self.requested_by = requested_by
        #: Text of the column mapping; empty is the Shopify format.
        self.mapping = mapping
        #: Everything is tried and nothing is kept.
        self.dry_run = dry_run
        #: False leaves counts of goods alone.
        self.set_stock = set_stock
        self.total_bytes = total_bytes
        self.state = IMPORT_LIFE.initial
        self.counts = ImportCounts()
        self.position = 0
        self.bytes_done = 0
        self.runner: UUID | None = None
        self.failure = ""
        self.started_at: datetime | None = None
        self.finished_at: datetime | None = None

    def hand_over(self, now: datetime) -> None:
        """Ask the worker to run it."""
        self.record(CatalogImportRequested(import_id=self.id, occurred_at=now))

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def begin(self, runner: UUID, now: datetime) -> None:
        """Start, or take up what another run left; that run notices and stops."""
        if self.state is not ImportState.RUNNING:
            self.state = IMPORT_LIFE.advance(self.state, ImportState.RUNNING)
        self.runner = runner
        self.failure = ""
        self.started_at = self.started_at or now
        self.touch(now)

    def advance(self, runner: UUID, now: datetime, position: int, bytes_done: int, counts: ImportCounts) -> None:
        """Note a settled batch. Raises RunnerReplaced when another run took over."""
        if self.runner != runner:
            raise RunnerReplaced("import")
        self.position = position
        self.bytes_done = max(bytes_done, self.bytes_done)
        self.counts = self.counts + counts
        self.touch(now)

    def finish(self, now: datetime) -> None:
        self.state = IMPORT_LIFE.advance(self.state, ImportState.FINISHED)
        self.bytes_done = max(self.total_bytes, self.bytes_done)
        self._end(now)

    def fail(self, now: datetime, reason: str) -> None:
        self.state = IMPORT_LIFE.advance(self.state, ImportState.FAILED)
        self.failure = reason[:1000]
        self._end(now)

    def cancel(self, now: datetime) -> None:
        """Stop after the present batch; what went in stays. Raises IllegalTransition when it is over."""
        self.state = IMPORT_LIFE.advance(self.state, ImportState.CANCELLED)
        self._end(now)

    def _end(self, now: datetime) -> None:
        self.finished_at = now
        self.touch(now)


class RunnerReplaced(ConcurrencyConflict):
    """Another process has taken up this import; this run ends without a word."""

"""Tax and shipping zones for estimates, read again after a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.persistence.reads import SqlReads
from application.shared.clock import Clock
from domain.shipping.zone import ShippingZone
from domain.tax.zone import TaxZone

Z = TypeVar("Z")

#: How old an estimate's zones may be; orders never use these.
FRESH_FOR = timedelta(seconds=5)


@dataclass
class _Kept(Generic[Z]):
    entity: Any
    rows: Sequence[Z] = ()
    read_at: datetime | None = field(default=None)


class SqlZones:
    """Threads may read twice at the same moment; each gets a whole answer."""

    def __init__(self, reads: SqlReads, clock: Clock) -> None:
        self._reads, self._clock = reads, clock
        self._tax: _Kept[TaxZone] = _Kept(TaxZone)
        self._shipping: _Kept[ShippingZone] = _Kept(ShippingZone)

    def tax(self) -> Sequence[TaxZone]:
        return self._fresh(self._tax)

    def shipping(self) -> Sequence[ShippingZone]:
        return self._fresh(self._shipping)

    def _fresh(self, kept: _Kept[Z]) -> Sequence[Z]:
        now = self._clock.now()
        if kept.read_at is None or not kept.read_at <= now < kept.read_at + FRESH_FOR:
            with self._reads.connect() as connection, Session(connection, autoflush=False) as session:
                rows = session.scalars(select(kept.entity)).all()
                session.expunge_all()
            kept.rows, kept.read_at = rows, now
        return kept.rows

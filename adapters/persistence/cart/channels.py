"""Channels as carts see them, kept in the process for a moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

from sqlalchemy import select

from adapters.persistence.catalog.tables import channels
from adapters.persistence.reads import SqlReads
from application.cart.ports import SellingChannel
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ChannelId

#: A change of a channel's settings reaches carts after at most so many seconds; its currency never changes.
KEPT_SECONDS = 1.0


class SqlSellingChannels:
    """See `application.cart.ports.SellingChannels`."""

    def __init__(self, reads: SqlReads, now: Callable[[], float] = monotonic) -> None:
        self._reads, self._now = reads, now
        self._known: Mapping[ChannelId, SellingChannel] = {}
        self._until = 0.0

    def by_code(self, code: str | None) -> SellingChannel:
        return chosen(self._current(), code) or chosen(self._fresh(), code) or _missing(code)

    def get(self, channel_id: ChannelId) -> SellingChannel:
        found = self._current().get(channel_id) or self._fresh().get(channel_id)
        if found is None:
            raise EntityNotFound("channel", str(channel_id))
        return found

    def _current(self) -> Mapping[ChannelId, SellingChannel]:
        return self._known if self._now() < self._until else self._fresh()

    def _fresh(self) -> Mapping[ChannelId, SellingChannel]:
        with self._reads.primary() as connection:
            rows = connection.execute(select(channels)).all()
        self._known = {
            row.id: SellingChannel(
                id=row.id,
                code=row.code,
                currency=row.currency,
                locales=row.locales,
                countries=row.countries,
                prices_include_tax=row.prices_include_tax,
                stock_locations=row.stock_locations,
                cart_merging=row.cart_merging,
                tax_country=row.tax_country,
            )
            for row in rows
        }
        self._until = self._now() + KEPT_SECONDS
        return self._known


def chosen(known: Mapping[ChannelId, SellingChannel], code: str | None) -> SellingChannel | None:
    """By code; None is the only one, or the one named `default`."""
    if code is None and len(known) == 1:
        return next(iter(known.values()))
    return next((channel for channel in known.values() if channel.code == (code or "default")), None)


def _missing(code: str | None) -> SellingChannel:
    raise EntityNotFound("channel", code or "default")

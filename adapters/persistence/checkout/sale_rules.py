"""The rules of sales: one statement asks which apply and in which version; only what changed is read again."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect

from adapters.persistence.errors import translating
from adapters.persistence.prepared import Prepared
from application.checkout.ports import SaleRules
from domain.catalog.channel import Channel
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ChannelId
from domain.shipping.zone import ShippingZone
from domain.tax.zone import TaxZone

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_VERSIONS = Prepared(
    "stoa_sale_rules",
    "uuid, text",
    """
    WITH channel AS (SELECT id, version, coalesce($2, countries->>0, '') AS country FROM channels WHERE id = $1)
    SELECT 'channel' AS kind, id, version FROM channel
    UNION ALL
    SELECT 'tax', t.id, t.version FROM channel JOIN tax_zones t ON t.countries @> ARRAY[channel.country]
    UNION ALL
    SELECT 'shipping', s.id, s.version
    FROM channel JOIN shipping_zones s ON s.countries @> ARRAY[channel.country] OR cardinality(s.countries) = 0
    """,
)
_CHANNEL = Prepared("stoa_sale_channel", "uuid", "SELECT 'channel' AS kind, id, version FROM channels WHERE id = $1")
_ENTITIES: dict[str, type[Any]] = {"channel": Channel, "tax": TaxZone, "shipping": ShippingZone}


class KeptVersions:
    """Objects by id in the newest version seen; shared by threads, which only read them."""

    def __init__(self, most: int = 2_000) -> None:
        self._most, self._lock = most, Lock()
        self._kept: dict[UUID, tuple[int, Any]] = {}

    def get(self, key: UUID, version: int) -> Any | None:
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] == version else None

    def put(self, key: UUID, version: int, value: Any) -> None:
        with self._lock:
            if len(self._kept) >= self._most:
                self._kept.clear()
            self._kept[key] = (version, value)


#: Ids are unique over all databases, so one for the process is enough.
_KEPT = KeptVersions()


class SqlSaleRulebook:
    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def of(self, channel_id: ChannelId, country: str | None) -> SaleRules:
        found: dict[str, list[Any]] = {"channel": [], "tax": [], "shipping": []}
        with translating():
            rows = _VERSIONS.run(self._uow.connection, channel_id, country).all()
            for row in rows:
                found[row.kind].append(_KEPT.get(row.id, row.version) or self._read(row))
        if not found["channel"]:
            raise EntityNotFound("channel", str(channel_id))
        return SaleRules(found["channel"][0], found["tax"], found["shipping"])

    def channel(self, channel_id: ChannelId) -> Channel:
        with translating():
            row = _CHANNEL.run(self._uow.connection, channel_id).one_or_none()
            if row is None:
                raise EntityNotFound("channel", str(channel_id))
            found: Channel = _KEPT.get(row.id, row.version) or self._read(row)
        return found

    def _read(self, row: Any) -> Any:
        """Read what is not known in this version, cut loose from the session that later closes."""
        session = self._uow.session
        value = session.get(_ENTITIES[row.kind], row.id, populate_existing=True)
        if value is None:
            raise EntityNotFound(row.kind, str(row.id))
        if inspect(value).persistent and value not in session.dirty:
            session.expunge(value)
        _KEPT.put(row.id, value.version, value)
        return value

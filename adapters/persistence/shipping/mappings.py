"""How shipping zones map to their table."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, mapping
from adapters.persistence.shipping import tables
from domain.shipping.zone import ShippingZone


@mapping
def map_shipping() -> None:
    map_aggregate(ShippingZone, tables.shipping_zones)

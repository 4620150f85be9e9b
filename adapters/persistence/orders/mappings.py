"""How orders and their parts map to their tables."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, map_part, mapping, owned
from adapters.persistence.orders import tables
from domain.orders.order import Order
from domain.orders.parts import OrderLine, Shipment, TimelineEntry


@mapping
def map_orders() -> None:
    map_part(OrderLine, tables.order_lines)
    map_part(Shipment, tables.shipments)
    map_part(TimelineEntry, tables.order_timeline)
    map_aggregate(
        Order,
        tables.orders,
        exclude_properties=["total_amount"],
        properties={
            "lines": owned(OrderLine, tables.order_lines.c.position),
            "shipments": owned(Shipment, tables.shipments.c.id),
            "timeline": owned(TimelineEntry, tables.order_timeline.c.id),
        },
    )

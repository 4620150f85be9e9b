"""How checkouts map to their table."""

from __future__ import annotations

from adapters.persistence.checkout import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.checkout.checkout import Checkout


@mapping
def map_checkout() -> None:
    map_aggregate(Checkout, tables.checkouts)

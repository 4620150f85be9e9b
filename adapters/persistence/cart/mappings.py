"""How carts map to their table."""

from __future__ import annotations

from adapters.persistence.cart import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.cart.cart import Cart


@mapping
def map_cart() -> None:
    map_aggregate(Cart, tables.carts)

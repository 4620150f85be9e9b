"""Stock and carts."""

from __future__ import annotations

from datetime import timedelta

from adapters.persistence.cart.channels import SqlSellingChannels
from adapters.persistence.inventory.stock_report import SqlStockReport
from application.cart.changes import CartChanges
from application.cart.claiming import Claiming
from application.cart.my_carts import MyCarts
from application.cart.ports import CartViewCache, SellingChannels
from application.cart.view import CartViews
from application.inventory.ports import StockReport
from application.inventory.shelf import Shelves
from domain.cart.cart import CartLimits
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.cart.channels import MemorySellingChannels
    from adapters.memory.cart.view_cache import ForgetfulCartViews
    from adapters.memory.inventory.stock_report import MemoryStockReport

    register(parts.container, StockReport, MemoryStockReport(parts.database))
    register(parts.container, SellingChannels, MemorySellingChannels(parts.database))
    register(parts.container, CartViewCache, ForgetfulCartViews())
    _both(parts)


def real(parts: RealParts) -> None:
    """The cache of cart views is `browsing`'s, which owns the connections to Redis."""
    register(parts.container, StockReport, SqlStockReport(parts.reads))
    register(parts.container, SellingChannels, SqlSellingChannels(parts.reads))
    _both(parts)


def _both(parts: Parts) -> None:
    settings = parts.settings
    limits = CartLimits(settings.cart_max_quantity, settings.cart_max_lines, timedelta(days=settings.cart_lifetime_days))
    register(parts.container, CartLimits, limits)
    for part in (CartViews, CartChanges, MyCarts, Claiming, Shelves):
        parts.container.register(part)

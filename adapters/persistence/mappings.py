"""Every context's mapping, registered by import; `start_mappers` then maps them."""

from __future__ import annotations

from adapters.persistence.cart import mappings as cart
from adapters.persistence.catalog import mappings as catalog
from adapters.persistence.inventory import mappings as inventory
from adapters.persistence.mapping import start_mappers

__all__ = ["cart", "catalog", "inventory", "start_mappers"]

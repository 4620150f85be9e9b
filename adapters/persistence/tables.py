"""Every table, so that the metadata is whole: what migrations compare against."""

from __future__ import annotations

from adapters.persistence import outbox_tables
from adapters.persistence.cart import tables as cart
from adapters.persistence.catalog import tables as catalog
from adapters.persistence.inventory import tables as inventory
from adapters.persistence.metadata import metadata
from adapters.persistence.pricing import tables as pricing

__all__ = ["cart", "catalog", "inventory", "metadata", "outbox_tables", "pricing"]

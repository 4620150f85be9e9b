"""Every table, so that the metadata is whole: what migrations compare against."""

from __future__ import annotations

from adapters.persistence import outbox_tables
from adapters.persistence.catalog import tables as catalog
from adapters.persistence.metadata import metadata

__all__ = ["catalog", "metadata", "outbox_tables"]

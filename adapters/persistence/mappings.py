"""Every context's mapping, registered by import; `start_mappers` then maps them."""

from __future__ import annotations

from adapters.persistence.catalog import mappings as catalog
from adapters.persistence.mapping import start_mappers

__all__ = ["catalog", "start_mappers"]

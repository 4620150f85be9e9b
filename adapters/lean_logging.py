"""Structlog without Rich, which it takes along where it is installed, to colour tracebacks that Stoa prints plain.

Import this before anything else in the entry points of processes that stay: it saves each of them 8 MB and a tenth of a second.
"""

from __future__ import annotations

import sys
from importlib import import_module


def _import_without(module: str, unwanted: str) -> None:
    """Import `module` as if `unwanted` were not installed."""
    loaded = sys.modules.get(unwanted)
    sys.modules[unwanted] = None  # type: ignore[assignment]  # how Python itself marks what cannot be imported
    try:
        import_module(module)
    finally:
        del sys.modules[unwanted]
        if loaded is not None:
            sys.modules[unwanted] = loaded


_import_without("structlog", "rich")

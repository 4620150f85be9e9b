"""The demo shop's files as plain data."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import orjson

from domain.shared.localized_text import LocalizedText

Record = dict[str, Any]

_FOLDER = resources.files("adapters.demo")


@cache
def section(name: str) -> list[Record]:
    """A list of `shop.json`."""
    shop: dict[str, list[Record]] = orjson.loads((_FOLDER / "shop.json").read_bytes())
    return shop[name]


def listed(name: str) -> list[Record]:
    """A file that is a list."""
    records: list[Record] = orjson.loads((_FOLDER / name).read_bytes())
    return records


def products() -> list[Record]:
    """Every product, department by department."""
    files = sorted(item.name for item in _FOLDER.iterdir() if item.name.startswith("products-"))
    return [product for name in files for product in listed(name)]


def texts(record: Record | None) -> LocalizedText:
    return LocalizedText(record or {})

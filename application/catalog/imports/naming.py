"""Names that a file does not give: SKUs from handle and options, codes from labels. The same input gives the same name, always."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from functools import lru_cache

from domain.catalog.slug import slugified
from domain.catalog.variant import MAX_SKU

MAX_CODE = 60


def derived_sku(handle: str, options: Sequence[str]) -> str:
    """The handle, then the value of each option, in capitals: `CHAIN-BRACELET.BLUE`, `OCEAN-BLUE-SHIRT`.

    Where writing it so would lose something (`50 %` and `50`, an unusual script, a long name), eight digits of a digest follow,
    so that different variants never get the same SKU and the next import finds the same one.
    """
    words = [slugified(option) for option in options]
    sku = ".".join((handle, *words)).upper()
    exact = all(word == option.lower().replace(" ", "-") for word, option in zip(words, options, strict=True))
    if exact and len(sku) <= MAX_SKU:
        return sku
    return f"{sku[: MAX_SKU - 9]}~{_digest(handle, *options)}"


def code_for(label: str, taken: Collection[str]) -> str:
    """A code of lower-case letters and digits that is not among `taken`: `dark-blue`, `dark-blue-2`."""
    base = _code(label)
    code, number = base, 1
    while code in taken:
        number += 1
        suffix = f"-{number}"
        code = f"{base[: MAX_CODE - len(suffix)]}{suffix}"
    return code


@lru_cache(maxsize=4096)
def _code(label: str) -> str:
    """Colours and sizes come again and again."""
    return slugified(label, MAX_CODE) or f"x{_digest(label)}"


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]

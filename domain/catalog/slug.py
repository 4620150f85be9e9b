"""Slugs: the readable part of an address, made from a name or given by the merchant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from domain.shared.errors import InvalidValue

MAX_SLUG = 120
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Letters that Unicode does not decompose into an ASCII letter and a mark.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and "})


def slugified(text: str, most: int = MAX_SLUG) -> str:
    """`text` as a slug; empty when it has no Latin letter or digit (the caller then falls back to something else)."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")[:most].rstrip("-")


def checked_slug(slug: str, field: str = "slug") -> str:
    """Return `slug` when it is one; raise InvalidValue naming `field` otherwise."""
    if len(slug) > MAX_SLUG or not _SLUG.fullmatch(slug):
        raise InvalidValue(field, f"must be 1 to {MAX_SLUG} lower-case letters and digits, joined by single hyphens")
    return slug


def numbered(base: str, number: int) -> str:
    """`shirt` and 2 make `shirt-2`, still within the length limit."""
    suffix = f"-{number}"
    return base[: MAX_SLUG - len(suffix)].rstrip("-") + suffix


def first_free(wanted: str, taken: Callable[[list[str]], set[str]]) -> str:
    """`wanted`, or with the smallest free number from 2 behind it; `taken` answers which of the candidates are not free."""
    start, size = 2, 20
    candidates = [wanted]
    while True:
        candidates += [numbered(wanted, number) for number in range(start, start + size)]
        occupied = taken(candidates)
        for candidate in candidates:
            if candidate not in occupied:
                return candidate
        candidates, start, size = [], start + size, size * 10

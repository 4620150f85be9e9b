"""How many of a thing somebody wants: a positive whole number within a sane limit."""

from __future__ import annotations

from domain.shared.errors import InvalidValue

#: The most units of one variant that one line may ask for; far above any retail order, far below an integer overflow.
MAX_QUANTITY = 1_000_000


def checked_quantity(value: int, field: str = "quantity", most: int = MAX_QUANTITY) -> int:
    """Return `value` when 1 ≤ value ≤ `most`; raise InvalidValue naming `field` otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValue(field, "must be a whole number")
    if value < 1:
        raise InvalidValue(field, "must be at least 1")
    if value > most:
        raise InvalidValue(field, f"must be at most {most}")
    return value

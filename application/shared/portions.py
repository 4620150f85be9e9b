"""Work that would hold locks for long is done in portions, a transaction each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from application.shared.unit_of_work import UnitOfWork, UnitOfWorkFactory

U = TypeVar("U", bound=UnitOfWork)


def in_portions(size: int, portion: Callable[[], int]) -> int:
    """`portion` again and again until it found fewer than `size`; how many it were in all."""
    total = found = portion()
    while found >= size:
        found = portion()
        total += found
    return total


def purged(unit_of_work: UnitOfWorkFactory[U], size: int, purge: Callable[[U, int], int]) -> int:
    """`purge` deletes up to so many rows; how many went, `size` of them a transaction."""

    def portion() -> int:
        with unit_of_work() as uow:
            gone = purge(uow, size)
            uow.commit()
        return gone

    return in_portions(size, portion)

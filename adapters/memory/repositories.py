"""Which repositories a memory unit of work offers, by context; the twin of `adapters.persistence.repositories`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from adapters.memory.catalog.channels import MemoryChannels

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryRepositories:
    """One cached property a repository: `carts`, `products`, … named as in the contexts' unit-of-work protocols."""

    @property
    def _self(self) -> MemoryUnitOfWork:
        return cast("MemoryUnitOfWork", self)

    @cached_property
    def channels(self) -> MemoryChannels:
        return MemoryChannels(self._self)

"""Which repositories a SQL unit of work offers, by context; each is made when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from adapters.persistence.catalog.channels import SqlChannels

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlRepositories:
    """One cached property a repository: `carts`, `products`, … named as in the contexts' unit-of-work protocols."""

    @property
    def _self(self) -> SqlUnitOfWork:
        return cast("SqlUnitOfWork", self)

    @cached_property
    def channels(self) -> SqlChannels:
        return SqlChannels(self._self)

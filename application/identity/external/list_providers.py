"""Which providers a shop takes logins of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.ports import IdentityProviders, Provider


@dataclass(frozen=True)
class ListProviders:
    """All of the configuration, in its order."""


@dataclass(frozen=True)
class ListProvidersHandler:
    permission: ClassVar[str | None] = None
    providers: IdentityProviders

    def __call__(self, query: ListProviders) -> Sequence[Provider]:
        return self.providers.listed()

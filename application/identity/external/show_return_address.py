"""Where browsers go after an external login, whatever became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.ports import IdentityProviders


@dataclass(frozen=True)
class ShowReturnAddress:
    """One for the whole shop: nothing in a request has a say."""


@dataclass(frozen=True)
class ShowReturnAddressHandler:
    permission: ClassVar[str | None] = None
    providers: IdentityProviders

    def __call__(self, query: ShowReturnAddress) -> str:
        return self.providers.return_address

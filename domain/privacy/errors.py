"""Why somebody is not known, or cannot be forgotten yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, NotFound


@dataclass(eq=False)
class PersonNotKnown(NotFound):
    """Says nothing about what was looked for."""

    code: ClassVar[str] = "person_not_known"

    @property
    def detail(self) -> str:
        return "Nobody is known by this account or e-mail address."


@dataclass(eq=False)
class NoErasureAsked(NotFound):
    """There is no wish to be forgotten that could be seen or taken back."""

    code: ClassVar[str] = "no_erasure_asked"

    @property
    def detail(self) -> str:
        return "This account has not asked to be forgotten."


@dataclass(eq=False)
class OpenOrders(Conflict):
    """Goods are still to be sent: without a name and an address nobody could. `numbers` of the orders."""

    code: ClassVar[str] = "open_orders"
    numbers: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"Goods are still to be sent for {', '.join(self.numbers)}: fulfil or cancel these orders first."

"""What customers are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Invalid


@dataclass(eq=False)
class AddressBookFull(Conflict):
    """An address book holds at most `limit` addresses."""

    code: ClassVar[str] = "address_book_full"
    limit: int

    @property
    def detail(self) -> str:
        return f"An address book holds at most {self.limit} addresses; remove one first."


@dataclass(eq=False)
class InvalidVatNumber(Invalid):
    """`field` is no VAT number that its country could have given out. The number itself is not repeated."""

    code: ClassVar[str] = "invalid_vat_number"
    field: str

    @property
    def detail(self) -> str:
        return "This is not a VAT number of the European Union; write it with its country's two letters, such as ATU13585627."


class NoConfirmedEmail(Conflict):
    """The account's address was never confirmed, or a change of it is not: nothing can be claimed by it."""

    code: ClassVar[str] = "no_confirmed_email"

    @property
    def detail(self) -> str:
        return "Confirm your e-mail address first: orders and carts of guests are found by a confirmed address alone."


class NoVatNumber(Conflict):
    """There is no VAT number to check."""

    code: ClassVar[str] = "no_vat_number"

    @property
    def detail(self) -> str:
        return "This customer has no VAT number; set one first."

"""Who is signed in, as a sale sees them, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from application.cart.ports import Buyer
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryBuyers:
    """See `application.cart.ports.Buyers`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def of(self, account_id: AccountId) -> Buyer:
        account, customer = self._uow.accounts.find(account_id), self._uow.customers.find(account_id)
        if account is None or not account.is_active:
            return Buyer(account_id)
        if customer is None:
            return Buyer(account_id, account.email, locale=account.locale)
        book = customer.book
        return Buyer(account_id, account.email, book.shipping_address, book.billing_address, customer.tax, account.locale)

    def proven_email(self, account_id: AccountId) -> str | None:
        self._uow.lock_rows()
        return self.of(account_id).email

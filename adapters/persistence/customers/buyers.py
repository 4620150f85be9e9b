"""Who is signed in, as a sale sees them: one statement, and none for visitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.persistence import locks
from adapters.persistence.customers.tables import customers
from adapters.persistence.errors import translating
from adapters.persistence.identity.tables import accounts
from application.cart.ports import Buyer
from domain.identity.accounts.account import AccountState
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlBuyers:
    """See `application.cart.ports.Buyers`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def of(self, account_id: AccountId) -> Buyer:
        statement = (
            select(accounts.c.email, accounts.c.locale, customers.c.book, customers.c.tax)
            .outerjoin(customers, customers.c.id == accounts.c.id)
            .where(accounts.c.id == account_id, accounts.c.state == AccountState.ACTIVE)
        )
        with translating():
            row = self._uow.session.execute(statement).one_or_none()
        if row is None:
            return Buyer(account_id)
        if row.book is None:
            return Buyer(account_id, row.email, locale=row.locale)
        return Buyer(account_id, row.email, row.book.shipping_address, row.book.billing_address, row.tax, row.locale)

    def proven_email(self, account_id: AccountId) -> str | None:
        with translating():
            return self._uow.session.execute(locks.email_that_stays(account_id)).scalar_one_or_none()

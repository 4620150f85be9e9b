"""People with accounts, put straight into a backend."""

from __future__ import annotations

from typing import Any

from application.facade import Application
from application.shared.actor import Actor, ActorKind
from domain.identity.accounts.account import Account
from domain.shared.ids import AccountId


def with_account(backend: Any, email: str, *, first_name: str = "Ada", last_name: str = "Lovelace", locale: str = "en") -> Actor:
    """Somebody who opened the link of the confirmation mail and is signed in. `backend` has unit_of_work, clock and ids."""
    account_id = AccountId(backend.ids.new())
    account = Account(account_id, email, backend.clock.now(), locale=locale, first_name=first_name, last_name=last_name)
    account.release_events()
    with backend.unit_of_work() as uow:
        uow.accounts.add(account)
        uow.commit()
    return Actor(ActorKind.CUSTOMER, f"customer {account_id}", account_id=account_id, signed_in_at=backend.clock.now())


def account_behind(app: Application, email: str, first_name: str) -> AccountId:
    """An account made behind the back of a whole application, because only a mailed link makes one."""
    use_case: Any = app.customers.see_profile
    account = Account(AccountId(app.ids.new()), email, app.clock.now(), locale="en", first_name=first_name)
    account.release_events()
    with use_case._handler.profiles.unit_of_work() as uow:
        uow.accounts.add(account)
        uow.commit()
    return account.id

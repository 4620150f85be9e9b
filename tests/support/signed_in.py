"""People who are signed in, for suites that are not about signing in."""

from __future__ import annotations

from typing import Any

from application.facade import Application
from application.sessions.opening import IssuedTokens
from domain.identity.accounts.account import Account
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.shared.ids import AccountId

DEVICE = Device("Firefox on Linux", "192.0.2.0/24")


def sign_in(
    app: Application,
    account_id: AccountId | None = None,
    audience: Audience = Audience.SHOP,
    device: Device = DEVICE,
    *,
    strong: bool = False,
    impersonator_id: AccountId | None = None,
) -> IssuedTokens:
    """A session, opened as signing in does it, without credentials; of somebody new when no account is named."""
    refresh: Any = app.sessions.refresh
    handler = refresh._handler
    now = app.clock.now()
    account_id = account_id or account_of(app, f"{app.ids.new()}@example.com")
    with handler.unit_of_work() as uow:
        issued: IssuedTokens = handler.issuing.open(uow, account_id, audience, device, Proof(now, strong=strong), now, impersonator_id)
        uow.commit()
    return issued


def account_of(app: Application, email: str) -> AccountId:
    """The account with this address; made when there is none yet, as if it had been confirmed."""
    refresh: Any = app.sessions.refresh
    with refresh._handler.unit_of_work() as uow:
        found = uow.accounts.find_by_email(email)
        if found is None:
            found = Account(AccountId(app.ids.new()), email, app.clock.now(), locale="en")
            uow.accounts.add(found)
            uow.commit()
    return AccountId(found.id)

"""The own account over HTTP."""

from __future__ import annotations

from typing import Any

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.identity.schemas import AccountOut, AskedOut, ChangePasswordIn, MailAddressIn
from adapters.http_flask.policies import SignedIn
from adapters.http_flask.reply import Reply, no_content, ok
from adapters.http_flask.requests import Call
from application.facade import Application
from application.identity.accounts.change_email import ChangeEmail
from application.identity.accounts.change_password import ChangePassword
from application.identity.accounts.close_account import CloseAccount
from application.identity.accounts.show_account import ShowAccount
from domain.access.errors import LastOwner
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import AccountNotActive
from domain.identity.accounts.password import PasswordRefused, WrongPassword
from domain.identity.errors import TooManyAttempts
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, FreshSignInRequired, InvalidValue
from domain.shared.state_machine import IllegalTransition

UNKEPT = Idempotency.NONE
CHANGING = (AccountNotActive, EntityNotFound, ConcurrencyConflict)


def my_account(app: Application) -> Endpoints:
    api = Endpoints("My account", "/api/v1/me")

    @api.get("", "See my account", policy=SignedIn(), returns=AccountOut, versioned=True, raises=(EntityNotFound,))
    def show_account(call: Call) -> Reply:
        """Who is signed in."""
        account = app.accounts.show_account(ShowAccount(actor=call.actor))
        return ok(_shown(account), version=account.version)

    return api


def my_credentials(app: Application) -> Endpoints:
    api = Endpoints("My account", "/api/v1/me", rate="credentials")

    @api.post(
        "/password",
        "Change my password",
        policy=SignedIn(own_hands=True),
        body=ChangePasswordIn,
        status=204,
        raises=(
            WrongPassword,
            PasswordRefused,
            TooManyAttempts,
            FreshSignInRequired,
            AccountNotActive,
            EntityNotFound,
            ConcurrencyConflict,
        ),
        idempotency=UNKEPT,
    )
    def change_password(call: Call, body: ChangePasswordIn) -> Reply:
        """The other sessions end, this one goes on; links in earlier mails end as well."""
        app.accounts.change_password(
            ChangePassword(actor=call.actor, current_password=body.current_password, new_password=body.new_password)
        )
        return no_content()

    @api.post(
        "/email",
        "Change my address",
        policy=SignedIn(fresh=True),
        body=MailAddressIn,
        returns=AskedOut,
        status=202,
        raises=(InvalidValue, TooManyAttempts, *CHANGING),
        idempotency=UNKEPT,
    )
    def change_email(call: Call, body: MailAddressIn) -> Reply:
        """Both addresses are told; the account moves when the link in the mail to the new one is opened."""
        app.accounts.change_email(ChangeEmail(actor=call.actor, email=body.email))
        return Reply(202, {"detail": "The account moves once the link is opened that is on its way to the new address."})

    @api.post(
        "/close",
        "Close my account",
        policy=SignedIn(fresh=True),
        status=204,
        raises=(IllegalTransition, LastOwner, EntityNotFound, ConcurrencyConflict),
        idempotency=UNKEPT,
    )
    def close_account(call: Call) -> Reply:
        """For good: everybody is signed out, the address is free again. Orders go on as promised."""
        app.accounts.close_account(CloseAccount(actor=call.actor))
        return no_content()

    return api


def _shown(account: Account) -> dict[str, Any]:
    changed = account.password_changed_at
    return {
        "id": str(account.id),
        "email": account.email,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "locale": account.locale,
        "has_password": account.has_password,
        "confirmed_at": instant(account.confirmed_at),
        "password_changed_at": None if changed is None else instant(changed),
        "created_at": instant(account.created_at),
    }

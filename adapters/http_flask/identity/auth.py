"""Registering and signing in over HTTP. No status, header or word tells whether an address is known; mails do, to its owner."""

from __future__ import annotations

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.identity.schemas import (
    AskedOut,
    ConfirmIn,
    MailAddressIn,
    NewPasswordIn,
    RegisterIn,
    SignInByLinkIn,
    SignInIn,
)
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply, no_content
from adapters.http_flask.requests import Call
from adapters.http_flask.sessions.handing_over import TokensOut, device_of, hand_over
from application.facade import Application
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.register import Register
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.reset_password import ResetPassword
from application.identity.accounts.sign_in import SignIn
from application.identity.accounts.sign_in_by_link import SignInByLink
from domain.identity.accounts.errors import AddressInUse, InvalidCredentials, LinkNoLongerValid
from domain.identity.accounts.password import PasswordRefused, WrongPassword
from domain.identity.accounts.requests import WantedLink
from domain.identity.errors import TooManyAttempts
from domain.identity.second_factor.errors import SecondFactorChallenged
from domain.sessions.audience import Audience
from domain.shared.errors import ConcurrencyConflict, InvalidValue

#: Answers hold tokens, or their effect is a mail that may as well come twice: nothing of it is kept to be repeated.
UNKEPT = Idempotency.NONE


def _asked() -> Reply:
    body = {"detail": "If the address can be used for this, a mail is on its way to it."}
    return Reply(202, body, {"Cache-Control": "no-store"})


def registration(app: Application) -> Endpoints:
    api = Endpoints("Signing in", "/api/v1/auth", rate="credentials")

    @api.post(
        "/register",
        "Register",
        policy=Public(),
        body=RegisterIn,
        returns=AskedOut,
        status=202,
        raises=(InvalidValue, PasswordRefused),
        idempotency=UNKEPT,
    )
    def register(call: Call, body: RegisterIn) -> Reply:
        """Begin an account. It exists once the link of the mail is opened, with the password that was sent here.

        The owner of an address that has an account already gets another mail; the answer is the same.
        """
        app.accounts.register(
            Register(email=body.email, password=body.password, locale=body.locale, first_name=body.first_name, last_name=body.last_name)
        )
        return _asked()

    @api.post(
        "/confirm",
        "Confirm an address",
        policy=Public(),
        body=ConfirmIn,
        status=204,
        raises=(LinkNoLongerValid, InvalidValue, WrongPassword, TooManyAttempts, AddressInUse, ConcurrencyConflict),
        idempotency=UNKEPT,
    )
    def confirm_email(call: Call, body: ConfirmIn) -> Reply:
        """Open the link that came by mail: a registration becomes an account, or an account moves to its new address.

        The password of the form (or of the account) is asked for, so that nobody confirms what a stranger asked for; a wrong one
        does not use up the link. Nobody is signed in by this. After a move everybody is signed out.
        """
        actor = call.actor
        own = actor.account_id if actor.impersonator_id is None else None
        app.accounts.confirm_email(ConfirmEmail(token=body.token, password=body.password, account_id=own))
        return no_content()

    @api.post(
        "/confirm/resend",
        "Get the confirmation mail again",
        policy=Public(),
        body=MailAddressIn,
        returns=AskedOut,
        status=202,
        raises=(InvalidValue,),
        idempotency=UNKEPT,
    )
    def resend_confirmation(call: Call, body: MailAddressIn) -> Reply:
        """For a registration of the last day that was not confirmed."""
        app.accounts.request_link(RequestLink(wanted=WantedLink.CONFIRMATION, email=body.email))
        return _asked()

    return api


def signing_in(app: Application) -> Endpoints:
    api = Endpoints("Signing in", "/api/v1/auth", rate="credentials")

    @api.post(
        "/login",
        "Sign in",
        policy=Public(),
        body=SignInIn,
        returns=TokensOut,
        status=200,
        raises=(InvalidCredentials, SecondFactorChallenged, TooManyAttempts, InvalidValue, ConcurrencyConflict),
        idempotency=UNKEPT,
    )
    def sign_in(call: Call, body: SignInIn) -> Reply:
        """A session for the right password. Wrong ones make address and network wait, longer each time; a mailed link helps then.

        With a second factor the answer is 401 `second_factor_required` with a `challenge`, to be completed with a code.
        """
        command = SignIn(email=body.email, password=body.password, audience=Audience(body.audience), device=device_of(call))
        return hand_over(call, app.accounts.sign_in(command), body.tokens)

    @api.post(
        "/login-link",
        "Get a link to sign in",
        policy=Public(),
        body=MailAddressIn,
        returns=AskedOut,
        status=202,
        raises=(InvalidValue,),
        idempotency=UNKEPT,
    )
    def request_login_link(call: Call, body: MailAddressIn) -> Reply:
        """Good for 15 minutes and one use, and whatever others have tried with passwords."""
        app.accounts.request_link(RequestLink(wanted=WantedLink.LOGIN_LINK, email=body.email))
        return _asked()

    @api.post(
        "/login-link/confirm",
        "Sign in by link",
        policy=Public(),
        body=SignInByLinkIn,
        returns=TokensOut,
        status=200,
        raises=(LinkNoLongerValid, SecondFactorChallenged, ConcurrencyConflict),
        idempotency=UNKEPT,
    )
    def sign_in_by_link(call: Call, body: SignInByLinkIn) -> Reply:
        """A session for who holds the mailbox; a second factor is asked for all the same."""
        command = SignInByLink(token=body.token, audience=Audience(body.audience), device=device_of(call))
        return hand_over(call, app.accounts.sign_in_by_link(command), body.tokens)

    return api


def password_reset(app: Application) -> Endpoints:
    api = Endpoints("Signing in", "/api/v1/auth/password-reset", rate="credentials")

    @api.post(
        "",
        "Get a link to a new password",
        policy=Public(),
        body=MailAddressIn,
        returns=AskedOut,
        status=202,
        raises=(InvalidValue,),
        idempotency=UNKEPT,
    )
    def request_password_reset(call: Call, body: MailAddressIn) -> Reply:
        """Good for one hour and one use. It leads to the address of the shop's settings, whatever this request claims."""
        app.accounts.request_link(RequestLink(wanted=WantedLink.PASSWORD_RESET, email=body.email))
        return _asked()

    @api.post(
        "/confirm",
        "Choose a new password",
        policy=Public(),
        body=NewPasswordIn,
        status=204,
        raises=(LinkNoLongerValid, PasswordRefused, ConcurrencyConflict),
        idempotency=UNKEPT,
    )
    def reset_password(call: Call, body: NewPasswordIn) -> Reply:
        """Everybody is signed out, and the owner told. A refused password leaves the link as it is."""
        app.accounts.reset_password(ResetPassword(token=body.token, new_password=body.new_password))
        return no_content()

    return api

"""Consents of guests: asked for by a form, confirmed and taken back by mailed links. No answer tells whether an address is known."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.identity.schemas import AskedOut, Email, LinkToken, Locale
from adapters.http_flask.policies import Public
from adapters.http_flask.privacy.mine import Word
from adapters.http_flask.reply import Reply, no_content
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import RequestModel
from application.facade import Application
from application.privacy.guest_consents import AskGuestConsent, ConfirmGuestConsent, WithdrawGuestConsent
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.shared.errors import ConcurrencyConflict, InvalidValue


class GuestConsentIn(RequestModel):
    """What was agreed to, in which words, where; `locale` is the language of the mails."""

    email: Email
    purpose: Annotated[Word, Field(examples=["newsletter"])]
    text_version: Annotated[Word, Field(examples=["2026-01"])]
    source: Annotated[Word, Field(examples=["footer"])]
    locale: Locale = "en"


class LinkIn(RequestModel):
    """The link that came by mail."""

    token: LinkToken


def guest_consents(app: Application) -> Endpoints:
    api = Endpoints("Privacy", "/api/v1/consents", rate="credentials")
    refusals = (LinkNoLongerValid, ConcurrencyConflict)
    by_link: dict[str, Any] = {"policy": Public(), "body": LinkIn, "status": 204, "raises": refusals, "idempotency": Idempotency.NONE}

    @api.post(
        "",
        "Agree without an account",
        policy=Public(),
        body=GuestConsentIn,
        returns=AskedOut,
        status=202,
        raises=(InvalidValue,),
        idempotency=Idempotency.NONE,
    )
    def ask_guest_consent(call: Call, body: GuestConsentIn) -> Reply:
        """It counts once the link is opened that goes to the address (double opt-in). The answer is always the same."""
        app.privacy.ask_guest_consent(
            AskGuestConsent(email=body.email, purpose=body.purpose, text_version=body.text_version, source=body.source, locale=body.locale)
        )
        return Reply(202, {"detail": "A mail with a link to confirm is on its way."}, {"Cache-Control": "no-store"})

    @api.post(
        "/confirm",
        "Confirm a consent",
        **by_link,
    )
    def confirm_guest_consent(call: Call, body: LinkIn) -> Reply:
        """Opening the link again changes nothing."""
        app.privacy.confirm_guest_consent(ConfirmGuestConsent(body.token))
        return no_content()

    @api.post(
        "/withdraw",
        "Take a consent back without an account",
        **by_link,
    )
    def withdraw_guest_consent(call: Call, body: LinkIn) -> Reply:
        """By the link in the mail that followed the confirmation: everything that the address agreed to for this purpose."""
        app.privacy.withdraw_guest_consent(WithdrawGuestConsent(body.token))
        return no_content()

    return api

"""Whoever was invited to the staff joins it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import RequestModel, ResponseModel
from application.access.accept_invitation import AcceptInvitation
from application.facade import Application
from domain.access.errors import AlreadyStaff, InvitationNotOpen
from domain.identity.accounts.errors import AddressInUse, LinkNoLongerValid
from domain.identity.accounts.password import PasswordRefused
from domain.shared.errors import InvalidValue


class AcceptanceIn(RequestModel):
    """The token of the mail, and a password for the new account; who has an account leaves it out and keeps theirs."""

    token: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$", examples=["AZgeLH1Oe1ml8TwPOl6LIQ"])]
    password: Annotated[str, Field(min_length=1, max_length=1_000)] | None = None


class JoinedOut(ResponseModel):
    """Who joined. `new_account`: it was made now; signing in is done as always, with the audience `admin`."""

    staff_id: UUID
    account_id: UUID
    new_account: bool


def joining(app: Application) -> Endpoints:
    api = Endpoints("Staff", "/api/v1/auth/invitations", rate="credentials")

    @api.post(
        "",
        "Accept an invitation to the staff",
        body=AcceptanceIn,
        returns=JoinedOut,
        status=200,
        policy=Public(),
        idempotency=Idempotency.NONE,
        raises=(AddressInUse, AlreadyStaff, InvalidValue, InvitationNotOpen, LinkNoLongerValid, PasswordRefused),
    )
    def accept_invitation(call: Call, body: AcceptanceIn) -> Reply:
        """Works once. It gives no more than the inviter still holds."""
        joined = app.access.accept_invitation(AcceptInvitation(token=body.token, password=body.password))
        return ok({"staff_id": joined.staff_id, "account_id": joined.account_id, "new_account": joined.new_account})

    return api

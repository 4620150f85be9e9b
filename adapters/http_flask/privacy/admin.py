"""Staff answer people who ask by letter: a copy of their data, and forgetting them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Audience, Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import Staff
from adapters.http_flask.privacy.mine import ZIP
from adapters.http_flask.problems import FieldProblem, HttpProblem
from adapters.http_flask.reply import Reply, collection, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from application.facade import Application
from application.privacy.erasures import ErasePerson
from application.privacy.exports import ExportPerson
from application.privacy.retention import PreviewRetention
from domain.access.errors import LastOwner
from domain.privacy.errors import OpenOrders, PersonNotKnown
from domain.shared.errors import FreshSignInRequired
from domain.shared.ids import AccountId

PREFIX = "/api/v1/admin/privacy"


class PersonIn(RequestModel):
    """By account, or by e-mail address, as guests are; the account counts when both are named."""

    account_id: UUID | None = None
    email: Annotated[str | None, Field(max_length=320, pattern=r"^[^\s@\x00]+@[^\s@\x00]+$", examples=["ada@example.com"])] = None

    def known_by(self) -> tuple[AccountId | None, str | None]:
        """422 when neither is named."""
        if self.account_id is None and self.email is None:
            problem = FieldProblem("/email", "Name the account or the e-mail address.")
            raise HttpProblem(422, "invalid_body", "The body does not fit.", fields=(problem,))
        return (None if self.account_id is None else AccountId(self.account_id)), self.email


class ErasedOut(ResponseModel):
    """Rows by table that were deleted, or that lost the person."""

    rows: dict[str, int]


class RetainedOut(ResponseModel):
    """So many rows ended at `before` or earlier."""

    rule: str
    before: str
    rows: int


def privacy_admin(app: Application) -> Endpoints:
    api = Endpoints("Privacy", PREFIX, Audience.ADMIN)

    @api.post(
        "/exports",
        "Export everything about a person",
        policy=Staff("privacy.export", step_up=True),
        status=200,
        body=PersonIn,
        content_type=ZIP,
        raises=(PersonNotKnown, FreshSignInRequired),
        # The archive is not kept to be sent again.
        idempotency=Idempotency.NONE,
    )
    def export_person(call: Call, body: PersonIn) -> Reply:
        """Needs credentials shown lately."""
        account, email = body.known_by()
        archive = app.privacy.export_person(ExportPerson(actor=call.actor, account_id=account, email=email))
        return Reply(200, archive, {"Content-Disposition": 'attachment; filename="person.zip"'}, ZIP)

    @api.post(
        "/erasures",
        "Forget a person at once",
        policy=Staff("privacy.erase", step_up=True),
        status=200,
        body=PersonIn,
        returns=ErasedOut,
        raises=(PersonNotKnown, OpenOrders, LastOwner, FreshSignInRequired),
        idempotency=Idempotency.NONE,
    )
    def erase_person(call: Call, body: PersonIn) -> Reply:
        """Needs credentials shown lately. Orders stay without the person; everything else goes. It cannot be undone.

        Refused while goods are to be sent to the person: `open_orders` names the orders.
        """
        account, email = body.known_by()
        erased = app.privacy.erase_person(ErasePerson(actor=call.actor, account_id=account, email=email))
        return ok({"rows": dict(erased.rows)})

    @api.get("/retention", "See what is due to be forgotten", policy=Staff("privacy.read"), returns=ListOut[RetainedOut])
    def preview_retention(call: Call) -> Reply:
        """What the rules of retention would remove now: a dry run, nothing is changed. The worker applies them each hour."""
        found = app.privacy.preview_retention(PreviewRetention(call.actor))
        rows = [{"rule": each.rule.value, "before": instant(each.before), "rows": each.rows} for each in found]
        return ok(collection(rows, next_cursor=None, self_link=call.url, next_link=None))

    return api

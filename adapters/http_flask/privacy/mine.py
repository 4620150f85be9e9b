"""My consents, the copy of my data, and being forgotten."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import SignedIn
from adapters.http_flask.reply import Reply, accepted, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from application.facade import Application
from application.privacy.consents import GiveConsent, ListConsents, WithdrawConsent
from application.privacy.erasures import CancelErasure, RequestErasure, ShowErasure
from application.privacy.exports import FetchExport, ListExports, RequestExport
from domain.privacy.consent import Consent
from domain.privacy.errors import NoErasureAsked
from domain.privacy.requests import DataExport, Erasure
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.ids import DataExportId

Word = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,59}$")]
ZIP = "application/zip"


class ConsentIn(RequestModel):
    """What was agreed to, in which words, where."""

    purpose: Annotated[Word, Field(examples=["newsletter"])]
    text_version: Annotated[Word, Field(examples=["2026-01"])]
    source: Annotated[Word, Field(examples=["account"])]


class ConsentOut(ResponseModel):
    id: UUID
    purpose: str
    text_version: str
    source: str
    given_at: str
    withdrawn_at: str | None


class ExportOut(ResponseModel):
    """`ready_at` is null while the archive is being made."""

    id: UUID
    requested_at: str
    ready_at: str | None
    expires_at: str | None
    links: dict[str, str] = Field(alias="_links")


class ErasureOut(ResponseModel):
    """The account is forgotten at `due_at`; until then the wish can be taken back."""

    id: UUID
    requested_at: str
    due_at: str


def my_consents(app: Application) -> Endpoints:
    api = Endpoints("Privacy", "/api/v1/me/consents")

    @api.get("", "See what I agreed to", policy=SignedIn(), returns=ListOut[ConsentOut])
    def list_my_consents(call: Call) -> Reply:
        """Newest first, withdrawn ones too."""
        found = app.privacy.list_consents(ListConsents(actor=call.actor))
        return ok(collection([_consent(each) for each in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Agree to something",
        policy=SignedIn(own_hands=True),
        body=ConsentIn,
        returns=ConsentOut,
        raises=(InvalidValue,),
        location=False,
    )
    def give_my_consent(call: Call, body: ConsentIn) -> Reply:
        command = GiveConsent(actor=call.actor, purpose=body.purpose, text_version=body.text_version, source=body.source)
        return Reply(201, _consent(app.privacy.give_consent(command)))

    @api.delete(
        "/<purpose>",
        "Take a consent back",
        policy=SignedIn(own_hands=True),
        status=204,
        path_params={"purpose": "What was agreed to"},
        raises=(EntityNotFound,),
    )
    def withdraw_my_consent(call: Call, purpose: str) -> Reply:
        """Every consent for this purpose, whatever its words were; the record of it stays until I am forgotten."""
        app.privacy.withdraw_consent(WithdrawConsent(actor=call.actor, purpose=purpose))
        return no_content()

    return api


def my_exports(app: Application) -> Endpoints:
    api = Endpoints("Privacy", "/api/v1/me/exports", rate="credentials")

    @api.post(
        "",
        "Ask for a copy of my data",
        policy=SignedIn(own_hands=True, fresh=True),
        status=202,
        returns=ExportOut,
        idempotency=Idempotency.NONE,
    )
    def request_my_export(call: Call) -> Reply:
        """The worker makes a ZIP of JSON files and a page to read. While one is being made, it is the answer."""
        export = app.privacy.request_export(RequestExport(actor=call.actor))
        return accepted(_export(export), f"{api.prefix}/{export.id}/archive")

    @api.get("", "See my copies", policy=SignedIn(own_hands=True), returns=ListOut[ExportOut])
    def list_my_exports(call: Call) -> Reply:
        found = app.privacy.list_exports(ListExports(actor=call.actor))
        return ok(collection([_export(each) for each in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:export_id>/archive",
        "Download a copy of my data",
        policy=SignedIn(own_hands=True, fresh=True),
        content_type=ZIP,
        path_params={"export_id": "The copy's id"},
        raises=(EntityNotFound,),
    )
    def download_my_export(call: Call, export_id: UUID) -> Reply:
        """404 until it is ready, and after it expired."""
        archive = app.privacy.fetch_export(FetchExport(actor=call.actor, export_id=DataExportId(export_id)))
        return Reply(200, archive, {"Content-Disposition": 'attachment; filename="my-data.zip"'}, ZIP)

    return api


def my_erasure(app: Application) -> Endpoints:
    api = Endpoints("Privacy", "/api/v1/me/erasure", rate="credentials")

    @api.post(
        "",
        "Ask to be forgotten",
        policy=SignedIn(own_hands=True, fresh=True),
        status=202,
        returns=ErasureOut,
        idempotency=Idempotency.NONE,
    )
    def request_my_erasure(call: Call) -> Reply:
        """Carried out after a time to think again. Orders stay for the tax office, without the person; everything else goes."""
        return accepted(_erasure(app.privacy.request_erasure(RequestErasure(actor=call.actor))), api.prefix)

    @api.get("", "See when I will be forgotten", policy=SignedIn(own_hands=True), returns=ErasureOut, raises=(NoErasureAsked,))
    def show_my_erasure(call: Call) -> Reply:
        return ok(_erasure(app.privacy.show_erasure(ShowErasure(actor=call.actor))))

    @api.delete("", "Stay after all", policy=SignedIn(own_hands=True), status=204, raises=(NoErasureAsked,), idempotency=Idempotency.NONE)
    def cancel_my_erasure(call: Call) -> Reply:
        app.privacy.cancel_erasure(CancelErasure(actor=call.actor))
        return no_content()

    return api


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "id": consent.id,
        "purpose": consent.purpose,
        "text_version": consent.text_version,
        "source": consent.source,
        "given_at": instant(consent.given_at),
        "withdrawn_at": None if consent.withdrawn_at is None else instant(consent.withdrawn_at),
    }


def _export(export: DataExport) -> dict[str, Any]:
    return {
        "id": export.id,
        "requested_at": instant(export.requested_at),
        "ready_at": None if export.ready_at is None else instant(export.ready_at),
        "expires_at": None if export.expires_at is None else instant(export.expires_at),
        "_links": {"archive": f"/api/v1/me/exports/{export.id}/archive"},
    }


def _erasure(erasure: Erasure) -> dict[str, Any]:
    return {"id": erasure.id, "requested_at": instant(erasure.requested_at), "due_at": instant(erasure.due_at)}

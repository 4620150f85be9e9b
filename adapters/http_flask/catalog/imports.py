"""Imports and exports of the catalogue over HTTP."""

from datetime import datetime
from typing import IO, Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.catalog_files.errors import InvalidMapping
from adapters.http_flask.endpoints import Audience, Endpoints, Idempotency, Link
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import Staff
from adapters.http_flask.problems import FieldProblem, HttpProblem
from adapters.http_flask.reply import Reply, accepted, collection, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel, ShortText
from application.catalog.imports.cancel_import import CancelImport
from application.catalog.imports.export_catalog import ExportCatalog
from application.catalog.imports.read_import_report import ReadImportReport
from application.catalog.imports.request_import import RequestImport
from application.catalog.imports.see_import import SeeImport
from application.catalog.imports.see_imports import SeeImports
from application.facade import Application
from domain.catalog.imports.catalog_import import CatalogImport, ImportCounts
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import ImportId
from domain.shared.state_machine import IllegalTransition

CSV = "text/csv; charset=utf-8"
ChannelCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", description="The channel's code; `default` if left out")]
KEY = {"import_id": "The import's id"}


#: Addresses longer than this are refused by proxies and servers on the way; the command line takes longer mappings.
MAX_ADDRESS = 16_000


class ImportQuery(RequestModel):
    """How the file is to be read."""

    channel: ChannelCode | None = None
    mapping: Annotated[
        str, Field(max_length=MAX_ADDRESS, description="Name of a mapping that comes with Stoa, or the text (TOML) of one")
    ] = ""
    dry_run: Annotated[bool, Field(description="Try everything, keep nothing")] = False
    set_stock: Annotated[bool, Field(description="Take over counts of goods")] = True
    filename: ShortText = ""


class ExportQuery(RequestModel):
    """Whose prices, publication and language."""

    channel: ChannelCode | None = None


class CountsOut(ResponseModel):
    """Products by what became of them, parts that changed, and issues by severity."""

    created: int
    updated: int
    unchanged: int
    refused: int
    variants: int
    prices: int
    stock: int
    errors: int
    warnings: int
    notes: int


class ProgressOut(ResponseModel):
    """How much of the file is read; `total_bytes` is its size."""

    bytes_done: int
    total_bytes: int


class ImportOut(ResponseModel):
    """An import. `failure` says why it failed; rows that stayed out are in the report."""

    id: UUID
    state: Annotated[str, Field(examples=["running"], description="requested, running, finished, failed or cancelled")]
    filename: str
    channel_id: UUID
    dry_run: bool
    set_stock: bool
    requested_by: str
    counts: CountsOut
    progress: ProgressOut
    failure: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    links: dict[str, str] = Field(alias="_links")


def import_json(record: CatalogImport) -> dict[str, Any]:
    address = f"/api/v1/admin/imports/{record.id}"
    return {
        "id": record.id,
        "state": record.state.value,
        "filename": record.source_name,
        "channel_id": record.channel_id,
        "dry_run": record.dry_run,
        "set_stock": record.set_stock,
        "requested_by": record.requested_by,
        "counts": counts_json(record.counts),
        "progress": {"bytes_done": record.bytes_done, "total_bytes": record.total_bytes},
        "failure": record.failure,
        "created_at": instant(record.created_at),
        "started_at": None if record.started_at is None else instant(record.started_at),
        "finished_at": None if record.finished_at is None else instant(record.finished_at),
        "_links": {"self": address, "report": f"{address}/report"} | ({} if record.is_over else {"cancel": f"{address}/cancel"}),
    }


def counts_json(counts: ImportCounts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in CountsOut.model_fields}


def imports(app: Application) -> Endpoints:
    api = Endpoints("Imports", "/api/v1/admin/imports", Audience.ADMIN)

    @api.post(
        "",
        "Import a catalogue file",
        status=202,
        query=ImportQuery,
        returns=ImportOut,
        upload=True,
        # The file is not held in memory to compare it; importing it twice changes nothing.
        idempotency=Idempotency.NONE,
        policy=Staff("catalog.import"),
        raises=(EntityNotFound, InvalidMapping, InvalidValue),
        also={415: "Neither a file nor a form with one"},
        links=(Link("SeeImport", "show_import", {"import_id": "$response.body#/id"}),),
    )
    def request_import(call: Call, query: ImportQuery) -> Reply:
        """Send a Shopify product CSV (or another layout, with `mapping`) as the body, or as the part `file` of a form.

        The worker reads it: follow `Location`. Rows that cannot go in are in the report, everything else goes in; the
        same file again changes nothing.
        """
        content, filename = _file(call)
        record = app.imports.request_import(
            RequestImport(
                actor=call.actor,
                source_name=query.filename or filename or "upload.csv",
                channel=query.channel,
                content=content,
                mapping=query.mapping,
                dry_run=query.dry_run,
                set_stock=query.set_stock,
            )
        )
        return accepted(import_json(record), f"{api.prefix}/{record.id}")

    @api.get("", "List the newest imports", returns=ListOut[ImportOut], policy=Staff("catalog.import"))
    def list_imports(call: Call) -> Reply:
        found = app.imports.see_imports(SeeImports(actor=call.actor))
        return ok(collection([import_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:import_id>", "Show an import", returns=ImportOut, policy=Staff("catalog.import"), path_params=KEY, raises=(EntityNotFound,)
    )
    def show_import(call: Call, import_id: UUID) -> Reply:
        return ok(import_json(app.imports.see_import(SeeImport(actor=call.actor, import_id=ImportId(import_id)))))

    @api.get(
        "/<uuid:import_id>/report",
        "Download the report of an import",
        content_type=CSV,
        policy=Staff("catalog.import"),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def download_import_report(call: Call, import_id: UUID) -> Reply:
        """One line an issue: line, column, severity, reason, value, handle. Grows while the import runs."""
        pieces = app.imports.read_import_report(ReadImportReport(actor=call.actor, import_id=ImportId(import_id)))
        return Reply(200, None, _download(f"import-{import_id}.csv"), CSV, stream=pieces)

    @api.post(
        "/<uuid:import_id>/cancel",
        "Cancel an import",
        status=200,
        returns=ImportOut,
        policy=Staff("catalog.import"),
        path_params=KEY,
        raises=(EntityNotFound, IllegalTransition, ConcurrencyConflict),
    )
    def cancel_import(call: Call, import_id: UUID) -> Reply:
        """It stops after the rows that are being written; what went in stays."""
        return ok(import_json(app.imports.cancel_import(CancelImport(actor=call.actor, import_id=ImportId(import_id)))))

    return api


def exports(app: Application) -> Endpoints:
    api = Endpoints("Imports", "/api/v1/admin/exports", Audience.ADMIN)

    @api.get(
        "",
        "Export the catalogue",
        query=ExportQuery,
        content_type=CSV,
        policy=Staff("catalog.import"),
        raises=(EntityNotFound, InvalidValue),
    )
    def export_catalog(call: Call, query: ExportQuery) -> Reply:
        """The Shopify product CSV: importing it into an empty shop and exporting that gives the same bytes."""
        pieces = app.imports.export_catalog(ExportCatalog(actor=call.actor, channel=query.channel))
        return Reply(200, None, _download(f"catalogue-{query.channel or 'default'}.csv"), CSV, stream=pieces)

    return api


def _download(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _file(call: Call) -> tuple[IO[bytes], str]:
    """The body, or the file of a form; Flask keeps neither in memory."""
    request = call.request
    if request.mimetype == "multipart/form-data":
        part = request.files.get("file")
        if part is None:
            problem = FieldProblem("/file", "Send the file as the form's part called file.")
            raise HttpProblem(422, "invalid_body", "The form holds no file.", fields=(problem,))
        if len(request.files) + len(request.form) > 1:
            problem = FieldProblem("/", "Send nothing in the form but the part called file; settings of an import belong to the query.")
            raise HttpProblem(422, "invalid_body", "The form holds more than the file.", fields=(problem,))
        return part.stream, (part.filename or "")[:255]
    if request.mimetype in {"application/json", "application/x-www-form-urlencoded"}:
        raise HttpProblem(415, "unsupported_media_type", "Send the file itself (text/csv) or a form (multipart/form-data).")
    return request.stream, ""

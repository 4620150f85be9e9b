"""The audit log: search, export, verification."""

from __future__ import annotations

from adapters.auditing.rendering import as_csv, as_json_lines, entry_data, report_data
from adapters.http_flask.audit.schemas import (
    AuditEntryOut,
    AuditExportQuery,
    AuditFilterQuery,
    AuditQuery,
    ChainReportOut,
    VerificationQuery,
)
from adapters.http_flask.endpoints import Audience, Endpoints
from adapters.http_flask.policies import Staff
from adapters.http_flask.problems import FieldProblem, HttpProblem
from adapters.http_flask.reply import Reply, collection, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.audit.export_entries import ExportEntries
from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.audit.verify_chain import VerifyChain
from application.facade import Application
from application.shared.pagination import InvalidCursor
from domain.shared.ids import AccountId, ApiKeyId

PREFIX = "/api/v1/admin/audit"
CSV, JSON_LINES = "text/csv; charset=utf-8", "application/jsonl"


def audit_admin(app: Application) -> Endpoints:
    api = Endpoints("Audit log", PREFIX, Audience.ADMIN)

    @api.get(
        "",
        "Search the audit log, newest first",
        query=AuditQuery,
        returns=ListOut[AuditEntryOut],
        policy=Staff("audit.read"),
        raises=(InvalidCursor,),
    )
    def search_audit_log(call: Call, query: AuditQuery) -> Reply:
        """Who did what to which object, from where. The look itself is an entry too."""
        page = app.audit.search(SearchEntries(call.actor, _wanted(query), query.cursor, query.limit))
        following = call.with_query(cursor=page.next_cursor) if page.next_cursor else None
        rows = [entry_data(entry) for entry in page.items]
        return ok(collection(rows, next_cursor=page.next_cursor, self_link=call.url, next_link=following))

    @api.get(
        "/export",
        "Export the audit log",
        query=AuditExportQuery,
        content_type=CSV,
        or_content_types=(JSON_LINES,),
        policy=Staff("audit.export"),
    )
    def export_audit_log(call: Call, query: AuditExportQuery) -> Reply:
        """Everything that fits, newest first, as CSV or (`format=jsonl`) one JSON object a line; sent as it is read."""
        entries = app.audit.export(ExportEntries(call.actor, _wanted(query)))
        headers = {"Content-Disposition": f'attachment; filename="audit.{query.format}"'}
        if query.format == "jsonl":
            return Reply(200, None, headers, JSON_LINES, stream=as_json_lines(entries))
        return Reply(200, None, headers, CSV, stream=as_csv(entries))

    @api.get(
        "/verification",
        "Verify the audit log",
        query=VerificationQuery,
        returns=ChainReportOut,
        policy=Staff("audit.read"),
        rate="credentials",
    )
    def verify_audit_log(call: Call, query: VerificationQuery) -> Reply:
        """Walks along the whole chain. With `position` and `hash`, which the log lines `audit_chained` name, also against those."""
        if (query.position is None) != (query.hash is None):
            missing = "hash" if query.hash is None else "position"
            problem = FieldProblem(f"query/{missing}", "Position and hash go together.")
            raise HttpProblem(422, "invalid_query", "A query parameter does not fit.", fields=(problem,))
        known = None if query.position is None or query.hash is None else (query.position, query.hash)
        return ok(report_data(app.audit.verify(VerifyChain(call.actor, known))))

    return api


def _wanted(query: AuditFilterQuery) -> AuditFilter:
    return AuditFilter(
        account_id=None if query.account_id is None else AccountId(query.account_id),
        key_id=None if query.key_id is None else ApiKeyId(query.key_id),
        label=query.actor,
        action=query.action,
        object_kind=query.object_kind,
        object_id=query.object_id,
        request_id=query.request_id,
        since=query.since,
        until=query.until,
    )

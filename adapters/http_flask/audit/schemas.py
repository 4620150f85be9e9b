"""What the audit log takes and answers."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import QueryAt, RequestModel, ResponseModel, ShortText
from application.shared.pagination import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE

Name = Annotated[str, Field(max_length=120, pattern=r"^[A-Za-z0-9_.\-]+$")]


class AuditFilterQuery(RequestModel):
    """All that is given must fit."""

    account_id: Annotated[UUID | None, Field(description="Who did it, by themselves or as somebody else")] = None
    key_id: Annotated[UUID | None, Field(description="The API key with which it was done")] = None
    actor: Annotated[ShortText | None, Field(description="The name on a token, or the person at a terminal")] = None
    action: Annotated[Name | None, Field(description="Such as `orders.refund`; with a dot at its end everything that begins so")] = None
    object_kind: Name | None = None
    object_id: Annotated[ShortText | None, Field(description="Id of the object, or the name by which it was asked for")] = None
    request_id: Annotated[ShortText | None, Field(description="`X-Request-ID` of the request")] = None
    since: QueryAt | None = None
    until: QueryAt | None = None


class AuditQuery(AuditFilterQuery):
    """A page of the log."""

    cursor: Annotated[str | None, Field(max_length=500)] = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE


class AuditExportQuery(AuditFilterQuery):
    """What to take along, and how."""

    format: Annotated[Literal["csv", "jsonl"], Field(description="Comma-separated values, or one JSON object a line")] = "csv"


class VerificationQuery(RequestModel):
    """A place of the chain that was noted outside of the shop: it finds an end that was cut off."""

    position: Annotated[int | None, Field(ge=1, le=2**62)] = None
    hash: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None


class DoerOut(ResponseModel):
    """Who did it: people by id, others by name."""

    kind: Annotated[str, Field(examples=["staff"])]
    label: str
    account_id: UUID | None
    session_id: UUID | None
    key_id: UUID | None
    impersonator_id: UUID | None = Field(description="The staff account that acted as the customer `account_id`")


class AuditEntryOut(ResponseModel):
    """One entry. Secrets and personal data appear as `[secret]` and `[personal]`: that they changed, not what they are."""

    id: UUID
    at: datetime
    who: DoerOut
    action: Annotated[str, Field(examples=["orders.refund"])]
    object_kind: Annotated[str, Field(examples=["order"])]
    object_id: str
    facts: dict[str, Any] = Field(description="Ids and amounts that were given")
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    network: Annotated[str, Field(description="Coarse network of the caller", examples=["203.0.113.0/24"])]
    request_id: str


class ChainPlaceOut(ResponseModel):
    """The end of the chain: note it elsewhere, and verify against it later."""

    position: int
    hash: str


class ChainFaultOut(ResponseModel):
    """`changed`, `missing`, `gap`, `forged`, `unchained` or `cut_off`."""

    kind: str
    position: int | None
    entry_id: UUID | None


class ChainReportOut(ResponseModel):
    """What a verification found."""

    sound: bool
    links: int
    waiting: Annotated[int, Field(description="Recorded, and not chained yet")]
    other_key: Annotated[int, Field(description="Links sealed with another key than the present one: their seals were not checked")]
    head: ChainPlaceOut | None
    faults: list[ChainFaultOut]
    verified_at: datetime

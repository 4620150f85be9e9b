"""What staff endpoints about customers take and answer."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.customers.schemas import BookAddressOut, Country, ProfileChangeIn, VatOut
from adapters.http_flask.schemas import Links, PageQuery, QueryAt, RequestModel, ResponseModel, ShortText, Text
from domain.identity.accounts.account import AccountState
from domain.orders.states import DisplayedStatus

GroupCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", examples=["wholesale"])]
Tag = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[^\x00-\x1f]*$", examples=["vip"])]


class CustomersQuery(PageQuery):
    """All given conditions hold. Every word of `search` must begin a name, an e-mail address or a phone number."""

    search: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$", examples=["ada love"])] | None = None
    group: GroupCode | None = None
    tag: Tag | None = None
    state: AccountState | None = None


class CustomerOrdersQuery(PageQuery):
    """All given conditions hold; times: from ≤ placed < until."""

    status: DisplayedStatus | None = None
    placed_from: QueryAt | None = None
    placed_until: QueryAt | None = None


class CustomerSummaryOut(ResponseModel):
    """A row of the list."""

    id: UUID
    email: str
    first_name: str
    last_name: str
    phone: str
    state: AccountState
    tags: list[str]
    groups: list[str]
    order_count: int
    registered_at: datetime
    links: Annotated[Links, Field(alias="_links")]


class CustomerChangeIn(ProfileChangeIn):
    """What changes; fields left out stay. `tags` are these and no others. The e-mail address is the customer's alone to change."""

    tags: Annotated[list[Tag], Field(max_length=50)] | None = None


class TaxExemptionIn(RequestModel):
    """Why no tax is charged. Empty `countries`: wherever goods are sent; `valid_until` is the last day."""

    reason: Annotated[ShortText, Field(min_length=1, examples=["Embassy"])]
    certificate: Annotated[ShortText, Field(examples=["A-17/2026"])] = ""
    countries: Annotated[list[Country], Field(max_length=300)] = []
    valid_until: Annotated[date, Field(examples=["2027-12-31"])] | None = None


class TaxExemptionOut(ResponseModel):
    """Why no tax is charged."""

    reason: str
    certificate: str
    countries: list[str]
    valid_until: date | None


class VatConfirmationIn(RequestModel):
    """What was found out about a VAT number in another way; without `number` about the one that the customer gave."""

    valid: bool
    number: Annotated[str, Field(min_length=4, max_length=20, pattern=r"^[^\x00-\x1f]*$", examples=["ATU13585627"])] | None = None
    reference: Annotated[ShortText, Field(description="For auditors", examples=["Letter of 2026-03-01"])] = ""


class StaffVatOut(VatOut):
    """With who confirmed it, and the reference."""

    checked_by: str
    reference: str


class NoteIn(RequestModel):
    """What others should know about this customer, who gets it with an export of their data."""

    text: Annotated[Text, Field(min_length=1, examples=["Prefers to be called in the morning."])]


class NoteOut(ResponseModel):
    """A note by staff. `author` is the id of their account, `author_name` who that is, while they work here."""

    id: UUID
    author: str
    author_name: str | None
    text: str
    written_at: datetime


class CustomerGroupIn(RequestModel):
    """A new group."""

    code: GroupCode
    name: Annotated[ShortText, Field(min_length=1, examples=["Wholesale"])]
    description: Text = ""


class CustomerGroupChange(RequestModel):
    """What changes; fields left out stay."""

    name: Annotated[ShortText, Field(min_length=1)] | None = None
    description: Text | None = None


class CustomerGroupOut(ResponseModel):
    """A group of customers."""

    id: UUID
    code: str
    name: str
    description: str


class CustomerOut(ResponseModel):
    """A customer as staff see one."""

    id: UUID
    email: str
    state: AccountState
    first_name: str
    last_name: str
    locale: str
    phone: str
    birthday: date | None
    addresses: list[BookAddressOut]
    tags: list[str]
    groups: list[CustomerGroupOut]
    notes: list[NoteOut]
    vat: StaffVatOut | None
    tax_exemption: TaxExemptionOut | None
    registered_at: datetime
    version: int
    links: Annotated[Links, Field(alias="_links")]

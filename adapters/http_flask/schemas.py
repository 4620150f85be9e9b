"""Request and response models that several contexts share. Request models refuse unknown fields; response models document."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from domain.shared.address import Address
from domain.shared.iso4217 import MINOR_UNITS
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.tax_status import ReliefKind

T = TypeVar("T")


class RequestModel(BaseModel):
    """Strict on purpose: a misspelled or read-only field is an error, not a silent no-op."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True, defer_build=True)


class ResponseModel(BaseModel):
    """Describes an answer in the OpenAPI document; answers themselves are built as plain data."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


#: PostgreSQL cannot store NUL; refuse it where text comes in.
Text = Annotated[str, Field(max_length=10_000, pattern=r"^[^\x00]*$")]
ShortText = Annotated[str, Field(max_length=255, pattern=r"^[^\x00]*$")]
Slug = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Texts = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")], Text],
    Field(description="Text by locale", examples=[{"en": "Linen shirt", "de": "Leinenhemd"}]),
]


def _in_range(value: datetime) -> datetime:
    # The calendar's ends overflow when they are moved to UTC.
    if not 1900 < value.year < 9000:
        raise ValueError("must be between the years 1901 and 8999")
    return value.astimezone(UTC)


def _not_a_number(value: object) -> object:
    """In a query pydantic would take `0.5` for half a second after 1970."""
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("must be an instant such as 2026-12-01T00:00:00Z")
    return value


#: An instant with its offset; arrives in UTC.
At = Annotated[AwareDatetime, AfterValidator(_in_range), Field(examples=["2026-12-01T00:00:00Z"])]
#: The same in a query, where everything is text.
QueryAt = Annotated[At, BeforeValidator(_not_a_number)]
ChannelCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", description="Code of the channel", examples=["default"])]


def _in_use(code: str) -> str:
    if code not in MINOR_UNITS:
        raise ValueError("is not an active ISO 4217 currency code, such as EUR")
    return code


class MoneyIn(RequestModel):
    """An amount in minor units: 1999 EUR is 19.99 euro."""

    amount: Annotated[int, Field(strict=True, ge=-(10**15), le=10**15, examples=[1999])]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"]), AfterValidator(_in_use)]
    formatted: Annotated[ShortText, Field(description="Ignored, so that an amount can be sent back as it was read")] = ""

    def to_money(self) -> Money:
        return Money.of(self.amount, self.currency)


class MoneyOut(ResponseModel):
    """An amount in minor units, and as a person reads it."""

    amount: int = Field(examples=[1999])
    currency: str = Field(examples=["EUR"])
    formatted: str = Field(examples=["€19.99"])


class AddressIn(RequestModel):
    """A postal address; which parts are required depends on the country."""

    name: Annotated[ShortText, Field(min_length=1, examples=["Ada Lovelace"])]
    lines: Annotated[list[ShortText], Field(min_length=1, max_length=4, examples=[["Invalidenstraße 117"]])]
    city: Annotated[ShortText, Field(examples=["Berlin"])] = ""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["DE"])]
    postal_code: Annotated[ShortText, Field(examples=["10115"])] = ""
    region: ShortText = ""
    company: ShortText = ""
    phone: ShortText = ""

    def to_address(self) -> Address:
        return Address(self.name, tuple(self.lines), self.city, self.country, self.postal_code, self.region, self.company, self.phone)


class AddressOut(ResponseModel):
    """A postal address as stored."""

    name: str
    lines: list[str]
    city: str
    country: str
    postal_code: str
    region: str
    company: str
    phone: str


class TaxReliefOut(ResponseModel):
    """Why no tax is charged, and on what ground; kept with the order."""

    kind: ReliefKind
    reason: str
    certificate: str
    vat_number: str
    vat_checked_at: datetime | None
    vat_reference: str


class PageOut(ResponseModel):
    """Where the list goes on: `next_cursor` is null on the last page."""

    next_cursor: str | None
    size: int


class Links(ResponseModel):
    """Links by relation."""

    model_config = ConfigDict(extra="allow")

    self: str


class ListOut(ResponseModel, Generic[T]):
    """The one shape of collections."""

    data: list[T]
    page: PageOut
    links: Links


class FieldProblemOut(ResponseModel):
    """One wrong field."""

    pointer: str
    detail: str


class ProblemOut(ResponseModel):
    """RFC 9457 problem document. `code` is stable; `data` holds the facts of the refusal."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FieldProblemOut] = []
    data: dict[str, Any] = {}


class PageQuery(RequestModel):
    """Keyset paging."""

    cursor: Annotated[str, Field(max_length=500)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


def texts(value: dict[str, str]) -> LocalizedText:
    return LocalizedText(value)

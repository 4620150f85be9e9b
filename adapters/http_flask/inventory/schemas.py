"""What stock takes and answers over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import PageQuery, RequestModel, ResponseModel
from application.inventory.levels import StockStatus
from domain.inventory.movement import MAX_REASON, MovementKind
from domain.inventory.stock_item import MAX_ON_HAND
from domain.shared.quantity import MAX_QUANTITY

Sku = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$", examples=["LINEN-SHIRT-M"])]
Place = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", examples=["main"])]
Units = Annotated[int, Field(ge=1, le=MAX_QUANTITY, examples=[12])]
Count = Annotated[int, Field(ge=0, le=MAX_ON_HAND, examples=[12])]
Why = Annotated[str, Field(min_length=1, max_length=MAX_REASON, pattern=r"^[^\x00]*$", examples=["Two arrived broken"])]
Note = Annotated[str, Field(max_length=MAX_REASON, pattern=r"^[^\x00]*$", examples=["Delivery note 4711"])]


class ReceiptIn(RequestModel):
    """Goods that arrived."""

    sku: Sku
    location: Place
    quantity: Units
    reason: Note = ""


class AdjustmentIn(RequestModel):
    """A correction by a difference; negative takes away."""

    sku: Sku
    location: Place
    difference: Annotated[int, Field(ge=-MAX_ON_HAND, le=MAX_ON_HAND, examples=[-2])]
    reason: Why


class CountIn(RequestModel):
    """A counted shelf. `expected` is the count on hand that was shown before counting: when it is another by now, nothing changes."""

    sku: Sku
    location: Place
    count: Count
    expected: Count
    reason: Why = "stock count"


class TransferIn(RequestModel):
    """Goods that went from one location to another."""

    sku: Sku
    origin: Place
    destination: Place
    quantity: Units
    reason: Note = ""


class ThresholdIn(RequestModel):
    """At or below this many unallocated units stock is low; null: never."""

    sku: Sku
    location: Place
    low_stock_threshold: Count | None


class BackorderIn(RequestModel):
    """Whether a variant may be sold beyond what is on hand."""

    sku: Sku
    allowed: bool


class StockQuery(PageQuery):
    """`sku` matches the beginning; `status` is `low` (at the threshold) or `out` (nothing to sell)."""

    sku: Sku | None = None
    location: Place | None = None
    status: StockStatus | None = None


class MovementQuery(PageQuery):
    """Both filters match exactly."""

    sku: Sku | None = None
    location: Place | None = None


class StockItemOut(ResponseModel):
    """Stock after a change. `allocated` units belong to orders."""

    sku: str
    location: str
    on_hand: int
    allocated: int
    backorder: bool
    low_stock_threshold: int | None


class StockLevelOut(ResponseModel):
    """Stock of a variant at a location: `available` = on hand − allocated − reserved."""

    variant_id: UUID
    sku: str
    location: str
    on_hand: int
    allocated: int
    reserved: int
    available: int
    backorder: bool
    low_stock_threshold: int | None
    low: bool
    updated_at: datetime


class VariantStockOut(ResponseModel):
    """Stock of one variant at every location, best first."""

    sku: str
    levels: list[StockLevelOut]


class TransferOut(ResponseModel):
    """Both ends after a transfer; `reference` is the one of its two movements."""

    reference: UUID
    origin: StockItemOut
    destination: StockItemOut


class MovementOut(ResponseModel):
    """A line of the ledger: `quantity` is signed, `on_hand` the count after it. People sign with the id of their account: `actor_name` is
    who that is, while they work here."""

    id: UUID
    sku: str
    location: str
    kind: MovementKind
    quantity: int
    on_hand: int
    reason: str
    actor: str
    actor_name: str | None
    reference: UUID | None
    occurred_at: datetime


class DiscrepancyOut(ResponseModel):
    """A stock item whose count is not the sum of its movements, or whose allocations do not add up."""

    sku: str
    location: str
    on_hand: int
    ledger: int
    allocated: int
    promised: int


class DiscrepanciesOut(ResponseModel):
    """None in a healthy shop."""

    data: list[DiscrepancyOut]

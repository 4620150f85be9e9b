"""Prices as staff write and read them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import At, ChannelCode, MoneyIn, MoneyOut, RequestModel, ResponseModel
from application.pricing.set_prices import GivenPrice, PriceTerms
from domain.shared.ids import VariantId


class PriceTermsIn(RequestModel):
    """What a variant costs in a channel. Without `valid_from` it is the regular price; a scheduled one beats it while it lasts."""

    channel: ChannelCode
    price: MoneyIn
    compare_at: MoneyIn | None = None
    valid_from: At | None = None
    valid_until: At | None = None

    def to_terms(self) -> PriceTerms:
        higher = None if self.compare_at is None else self.compare_at.to_money()
        return PriceTerms(self.channel, self.price.to_money(), higher, self.valid_from, self.valid_until)


class PriceIn(PriceTermsIn):
    """The price of a variant, which is named by id or by SKU."""

    variant_id: UUID | None = None
    sku: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$", examples=["SHIRT-BLUE-M"])] | None = None

    def to_price(self) -> GivenPrice:
        return GivenPrice(self.to_terms(), None if self.variant_id is None else VariantId(self.variant_id), self.sku)


class PricesIn(RequestModel):
    """Up to 5,000 prices, set all together or not at all; each replaces the one of the same variant, channel and beginning."""

    prices: Annotated[list[PriceIn], Field(min_length=1, max_length=5_000)]


class PriceOut(ResponseModel):
    """A price in force or to come; `counts` when it is the one that shoppers pay at this moment."""

    id: UUID
    variant_id: UUID
    sku: str
    channel: str
    price: MoneyOut
    compare_at: MoneyOut | None
    valid_from: str | None
    valid_until: str | None
    counts: bool


class ChangedPricesOut(ResponseModel):
    """How many of the given prices differed from before."""

    given: int
    changed: int


class PriceRecordOut(ResponseModel):
    """One setting of a price: it stood in the books from `recorded_at` until `withdrawn_at`."""

    price: MoneyOut
    compare_at: MoneyOut | None
    valid_from: str | None
    valid_until: str | None
    recorded_at: str
    withdrawn_at: str | None
    recorded_by: str


class PricePeriodOut(ResponseModel):
    """What it cost in effect from `since` until the next period; null: it had no price."""

    since: str
    price: MoneyOut | None
    compare_at: MoneyOut | None


class PriceHistoryOut(ResponseModel):
    """The past of a price. `lowest_price_30_days` is the lowest of the 30 days before the present reduction, null without one."""

    current: PricePeriodOut | None
    lowest_price_30_days: MoneyOut | None
    periods: list[PricePeriodOut]
    records: list[PriceRecordOut]


class PricesQuery(RequestModel):
    """One channel or all."""

    channel: ChannelCode | None = None


class HistoryQuery(RequestModel):
    """The channel by code."""

    channel: ChannelCode

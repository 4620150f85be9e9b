"""Prices and their history over HTTP, for staff."""

from datetime import datetime
from typing import Any
from uuid import UUID

from adapters.http_flask.endpoints import Audience, Endpoints, Link
from adapters.http_flask.formatting import instant, money_json
from adapters.http_flask.policies import Staff
from adapters.http_flask.pricing.schemas import ChangedPricesOut, HistoryQuery, PriceHistoryOut, PriceOut, PricesIn, PricesQuery
from adapters.http_flask.reply import Reply, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.catalog.products.read_products import GetProduct
from application.facade import Application
from application.pricing.ports import RecordedPrice
from application.pricing.read_prices import GetPriceHistory, ListedPrice, ListPrices
from application.pricing.set_prices import SetPrices
from application.pricing.withdraw_price import WithdrawPrice
from domain.pricing.history import Period
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import PriceId, ProductId, VariantId
from domain.shared.money import CurrencyMismatch, Money


def price_admin(app: Application) -> Endpoints:
    api = Endpoints("Prices", "/api/v1/admin", Audience.ADMIN)

    @api.get(
        "/products/<uuid:product_id>/prices",
        "List the prices of a product, in force and to come",
        query=PricesQuery,
        returns=ListOut[PriceOut],
        policy=Staff("catalog.read", per_channel=True),
        path_params={"product_id": "The product's id"},
        raises=(EntityNotFound,),
        links=(
            Link("withdraw", "withdraw_price", {"price_id": "$response.body#/data/0/id"}),
            Link("history", "price_history", {"variant_id": "$response.body#/data/0/variant_id"}),
        ),
    )
    def list_prices(call: Call, query: PricesQuery, product_id: UUID) -> Reply:
        """Of several prices that are valid the one that began last counts; the regular price has no beginning."""
        product = app.catalog.get_product(GetProduct(actor=call.actor, product_id=ProductId(product_id)))
        keys = tuple(variant.id for variant in product.variants)
        found = app.pricing.list_prices(ListPrices(actor=call.actor, variant_ids=keys, channel=query.channel))
        return ok(collection([_price_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.put(
        "/prices",
        "Set one price or thousands",
        body=PricesIn,
        returns=ChangedPricesOut,
        policy=Staff("catalog.write", per_channel=True),
        raises=(InvalidValue, CurrencyMismatch, UnknownCurrency, ConcurrencyConflict),
    )
    def set_prices(call: Call, body: PricesIn) -> Reply:
        """All or nothing. Sending the same again changes nothing; every change stays in the history."""
        changed = app.pricing.set_prices(SetPrices(actor=call.actor, prices=tuple(price.to_price() for price in body.prices)))
        return ok({"given": len(body.prices), "changed": len(changed)})

    @api.delete(
        "/prices/<uuid:price_id>",
        "Take a price away",
        status=204,
        policy=Staff("catalog.write", per_channel=True),
        path_params={"price_id": "The price's id"},
        raises=(EntityNotFound, ConcurrencyConflict),
    )
    def withdraw_price(call: Call, price_id: UUID) -> Reply:
        """Its history stays."""
        app.pricing.withdraw_price(WithdrawPrice(actor=call.actor, price_id=PriceId(price_id)))
        return no_content()

    @api.get(
        "/variants/<uuid:variant_id>/price-history",
        "Show what a variant cost in the past",
        query=HistoryQuery,
        returns=PriceHistoryOut,
        policy=Staff("catalog.read", per_channel=True),
        path_params={"variant_id": "The variant's id"},
        raises=(EntityNotFound,),
    )
    def price_history(call: Call, query: HistoryQuery, variant_id: UUID) -> Reply:
        """With the lowest price of the 30 days before the present reduction (Directive 98/6/EC, article 6a)."""
        past = app.pricing.price_history(GetPriceHistory(actor=call.actor, variant_id=VariantId(variant_id), channel=query.channel))
        return ok(
            {
                "current": None if past.current is None else _period_json(past.current),
                "lowest_price_30_days": _money(past.prior),
                "periods": [_period_json(period) for period in past.periods],
                "records": [_record_json(recorded) for recorded in past.records],
            }
        )

    return api


def _money(value: Money | None) -> dict[str, Any] | None:
    return None if value is None else money_json(value)


def _at(value: datetime | None) -> str | None:
    return None if value is None else instant(value)


def _price_json(listed: ListedPrice) -> dict[str, Any]:
    price = listed.price
    return {
        "id": price.id,
        "variant_id": price.variant_id,
        "sku": listed.sku,
        "channel": listed.channel,
        "price": money_json(price.money),
        "compare_at": _money(price.compare_at),
        "valid_from": _at(price.valid_from),
        "valid_until": _at(price.valid_until),
        "counts": listed.counts,
    }


def _period_json(period: Period) -> dict[str, Any]:
    return {"since": instant(period.since), "price": _money(period.money), "compare_at": _money(period.compare_at)}


def _record_json(recorded: RecordedPrice) -> dict[str, Any]:
    record = recorded.record
    return {
        "price": money_json(record.money),
        "compare_at": _money(record.compare_at),
        "valid_from": _at(record.valid_from),
        "valid_until": _at(record.valid_until),
        "recorded_at": instant(record.recorded_at),
        "withdrawn_at": _at(record.withdrawn_at),
        "recorded_by": recorded.recorded_by,
    }

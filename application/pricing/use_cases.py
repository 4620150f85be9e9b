"""The table of contents of pricing."""

from __future__ import annotations

from dataclasses import dataclass

from application.pricing.announce_prices import AnnouncePrices, AnnouncePricesHandler
from application.pricing.read_prices import (
    GetPriceHistory,
    GetPriceHistoryHandler,
    ListedPrice,
    ListPrices,
    ListPricesHandler,
    PriceHistory,
)
from application.pricing.set_prices import SetPrices, SetPricesHandler
from application.pricing.withdraw_price import WithdrawPrice, WithdrawPriceHandler
from application.shared.pipeline import UseCase, handled_by
from domain.pricing.price import Price


@dataclass(frozen=True)
class PricingUseCases:
    set_prices: UseCase[SetPrices, list[Price]] = handled_by(SetPricesHandler)
    withdraw_price: UseCase[WithdrawPrice, None] = handled_by(WithdrawPriceHandler)
    list_prices: UseCase[ListPrices, list[ListedPrice]] = handled_by(ListPricesHandler)
    price_history: UseCase[GetPriceHistory, PriceHistory] = handled_by(GetPriceHistoryHandler)
    announce_prices: UseCase[AnnouncePrices, int] = handled_by(AnnouncePricesHandler)

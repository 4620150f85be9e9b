"""Money as scenarios write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from domain.shared.currency import Currency
from domain.shared.money import Money


def money(text: str) -> Money:
    """`EUR 10.00`."""
    currency, amount = text.split(" ")
    return Money.from_decimal(Decimal(amount), Currency(currency))


def money_body(amount: Money) -> dict[str, Any]:
    return {"amount": amount.amount, "currency": amount.currency.code}


def money_of(body: dict[str, Any] | None) -> Money | None:
    return None if body is None else Money.of(body["amount"], body["currency"])

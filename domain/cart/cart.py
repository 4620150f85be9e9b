"""A cart: what somebody wants to buy, in one channel and its currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from domain.cart.errors import CartAlreadyOrdered, CartLineNotFound, CartNotFound, QuantityLimitExceeded, TooManyLines
from domain.shared.aggregate import Aggregate
from domain.shared.currency import Currency
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, CartId, ChannelId, LineId, VariantId
from domain.shared.money import CurrencyMismatch, Money

#: Expiry moves only when it moves by this much, so that most changes of a cart touch no index.
EXPIRY_STEP = timedelta(days=1)


class CartState(Enum):
    OPEN = "open"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class CartLine:
    """`unit_price_seen` is the price when the line was first added: what a changed price is told against."""

    id: LineId
    variant_id: VariantId
    quantity: int
    unit_price_seen: Money


@dataclass(frozen=True, slots=True)
class CartLimits:
    """How much fits into a cart, and how long one lives after its last change."""

    quantity_per_line: int = 1_000
    lines: int = 100
    lifetime: timedelta = timedelta(days=30)


class Cart(Aggregate):
    """A visitor's cart is open to whoever knows its unguessable `token`; an account's needs the account as well."""

    def __init__(
        self,
        id: CartId,  # noqa: A002 - the field's word
        token: str,
        channel_id: ChannelId,
        currency: Currency,
        locale: str,
        now: datetime,
        limits: CartLimits,
        *,
        account_id: AccountId | None = None,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.token = token
        self.channel_id = channel_id
        self.currency = currency
        self.locale = locale
        self.account_id = account_id
        self.lines: tuple[CartLine, ...] = ()
        self.state = CartState.OPEN
        self.expires_at = now + limits.lifetime

    def add(self, line_id: LineId, variant_id: VariantId, quantity: int, unit_price: Money, now: datetime, limits: CartLimits) -> None:
        """Add units of a variant; a line of the same variant grows instead."""
        self.expect_open()
        _positive(quantity)
        if unit_price.currency != self.currency:
            raise CurrencyMismatch(self.currency.code, unit_price.currency.code)
        known = next((line for line in self.lines if line.variant_id == variant_id), None)
        total = quantity + (known.quantity if known else 0)
        if total > limits.quantity_per_line:
            raise QuantityLimitExceeded("quantity", total, limits.quantity_per_line)
        if known is None and len(self.lines) >= limits.lines:
            raise TooManyLines(limits.lines)
        if known is None:
            self.lines = (*self.lines, CartLine(line_id, variant_id, quantity, unit_price))
        else:
            self.lines = tuple(replace(line, quantity=total) if line is known else line for line in self.lines)
        self._changed(now, limits)

    def change_quantity(self, line_id: LineId, quantity: int, now: datetime, limits: CartLimits) -> None:
        self.expect_open()
        _positive(quantity)
        if quantity > limits.quantity_per_line:
            raise QuantityLimitExceeded("quantity", quantity, limits.quantity_per_line)
        changed = self.line(line_id)
        self.lines = tuple(replace(line, quantity=quantity) if line is changed else line for line in self.lines)
        self._changed(now, limits)

    def remove(self, line_id: LineId, now: datetime, limits: CartLimits) -> None:
        self.expect_open()
        removed = self.line(line_id)
        self.lines = tuple(line for line in self.lines if line is not removed)
        self._changed(now, limits)

    def clear(self, now: datetime, limits: CartLimits) -> None:
        self.expect_open()
        self.lines = ()
        self._changed(now, limits)

    def line(self, line_id: LineId) -> CartLine:
        for line in self.lines:
            if line.id == line_id:
                return line
        raise CartLineNotFound(line_id)

    def demand(self) -> Mapping[VariantId, int]:
        """Units by variant."""
        wanted: dict[VariantId, int] = {}
        for line in self.lines:
            wanted[line.variant_id] = wanted.get(line.variant_id, 0) + line.quantity
        return wanted

    def mark_ordered(self, now: datetime) -> None:
        """Close the cart because it became an order; there is no way back."""
        self.expect_open()
        self.state = CartState.ORDERED
        self.touch(now)

    def expect_reader(self, account_id: AccountId | None) -> None:
        """Nobody but its account sees an account's cart, also with the token. Raises CartNotFound: for others there is none."""
        if self.account_id is not None and self.account_id != account_id:
            raise CartNotFound

    def adopt(self, account_id: AccountId, now: datetime, limits: CartLimits) -> None:
        """The visitor signed in: from here on it is the account's."""
        self.expect_open()
        self.expect_reader(account_id)
        self.account_id = account_id
        self._changed(now, limits)

    def take_lines(self, lines: tuple[CartLine, ...], now: datetime, limits: CartLimits) -> None:
        """Hold these lines instead; they keep to the limits already."""
        self.expect_open()
        self.lines = lines
        self._changed(now, limits)

    def has_expired(self, now: datetime) -> bool:
        return self.state is CartState.OPEN and now >= self.expires_at

    def expect_open(self) -> None:
        """Raises CartAlreadyOrdered."""
        if self.state is not CartState.OPEN:
            raise CartAlreadyOrdered

    def _changed(self, now: datetime, limits: CartLimits) -> None:
        expires_at = now + limits.lifetime
        if expires_at - self.expires_at >= EXPIRY_STEP:
            self.expires_at = expires_at
        self.touch(now)


def _positive(quantity: int) -> None:
    if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity < 1:
        raise InvalidValue("quantity", "must be a whole number of at least 1; remove the line to take none")

"""Rules of a cart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from domain.cart.cart import Cart, CartLimits, CartState
from domain.cart.errors import CartAlreadyOrdered, CartLineNotFound, QuantityLimitExceeded, TooManyLines
from domain.shared.currency import Currency
from domain.shared.errors import InvalidValue
from domain.shared.ids import CartId, ChannelId, LineId, VariantId
from domain.shared.money import CurrencyMismatch, Money

NOW = datetime(2026, 1, 15, tzinfo=UTC)
LIMITS = CartLimits(quantity_per_line=10, lines=3, lifetime=timedelta(days=30))
PRICE = Money.of(1000, "EUR")


@pytest.fixture
def cart() -> Cart:
    return Cart(CartId(uuid4()), "secret", ChannelId(uuid4()), Currency("EUR"), "en", NOW, LIMITS)


def put(cart: Cart, quantity: int, variant: VariantId | None = None, price: Money = PRICE, now: datetime = NOW) -> LineId:
    line = LineId(uuid4())
    cart.add(line, variant or VariantId(uuid4()), quantity, price, now, LIMITS)
    return line


def test_equal_lines_merge_and_keep_the_price_first_seen(cart: Cart) -> None:
    mug = VariantId(uuid4())
    put(cart, 2, mug)
    put(cart, 3, mug, Money.of(1200, "EUR"))
    assert [(line.variant_id, line.quantity, line.unit_price_seen) for line in cart.lines] == [(mug, 5, PRICE)]


@pytest.mark.parametrize("quantity", [0, -1, True])
def test_nothing_and_less_is_refused(cart: Cart, quantity: int) -> None:
    with pytest.raises(InvalidValue):
        put(cart, quantity)
    assert cart.lines == ()


@pytest.mark.parametrize("quantity", [11, 10**9])
def test_more_than_the_limit_is_refused(cart: Cart, quantity: int) -> None:
    with pytest.raises(QuantityLimitExceeded) as refusal:
        put(cart, quantity)
    assert (refusal.value.requested, refusal.value.limit) == (quantity, 10)


def test_the_limit_counts_what_is_there_already(cart: Cart) -> None:
    mug = VariantId(uuid4())
    put(cart, 6, mug)
    with pytest.raises(QuantityLimitExceeded):
        put(cart, 5, mug)
    assert cart.lines[0].quantity == 6


def test_a_cart_has_only_so_many_lines(cart: Cart) -> None:
    mug = VariantId(uuid4())
    put(cart, 1, mug)
    for _ in range(2):
        put(cart, 1)
    with pytest.raises(TooManyLines):
        put(cart, 1)
    put(cart, 1, mug)
    assert (len(cart.lines), cart.lines[0].quantity) == (3, 2)


def test_another_currency_is_refused(cart: Cart) -> None:
    with pytest.raises(CurrencyMismatch):
        put(cart, 1, price=Money.of(1000, "CHF"))


def test_a_line_is_changed_and_removed_by_its_id(cart: Cart) -> None:
    first, second = put(cart, 1), put(cart, 2)
    cart.change_quantity(second, 4, NOW, LIMITS)
    cart.remove(first, NOW, LIMITS)
    assert [(line.id, line.quantity) for line in cart.lines] == [(second, 4)]
    with pytest.raises(CartLineNotFound):
        cart.remove(first, NOW, LIMITS)


def test_an_ordered_cart_changes_no_more(cart: Cart) -> None:
    line = put(cart, 1)
    cart.mark_ordered(NOW)
    assert cart.state is CartState.ORDERED
    for attempt in (
        lambda: put(cart, 1),
        lambda: cart.change_quantity(line, 2, NOW, LIMITS),
        lambda: cart.remove(line, NOW, LIMITS),
        lambda: cart.clear(NOW, LIMITS),
        lambda: cart.mark_ordered(NOW),
    ):
        with pytest.raises(CartAlreadyOrdered):
            attempt()


def test_a_change_prolongs_the_life_by_whole_steps(cart: Cart) -> None:
    put(cart, 1, now=NOW + timedelta(hours=23))
    assert cart.expires_at == NOW + timedelta(days=30)
    put(cart, 1, now=NOW + timedelta(hours=25))
    assert cart.expires_at == NOW + timedelta(days=31, hours=1)


def test_an_ordered_cart_never_expires(cart: Cart) -> None:
    put(cart, 1)
    assert cart.has_expired(NOW + timedelta(days=30))
    cart.mark_ordered(NOW)
    assert not cart.has_expired(NOW + timedelta(days=30))

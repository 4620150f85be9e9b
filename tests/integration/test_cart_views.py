"""The cache of calculated carts on real Redis: spares the calculation, never shows another version, does without Redis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from redis import Redis

from adapters.cache.cart_views import ReadyCartViews
from adapters.cache.process_cache import ProcessCache
from adapters.cache.ready_answers import LayeredAnswers
from adapters.cache.redis_cache import RedisCache
from adapters.cache.stamps import RedisStamps
from application.cart.view import CartLineView, CartView, CartWarning, WarningCode
from application.catalog.browsing.topics import topics_of
from domain.cart.cart import Cart, CartLimits, CartState
from domain.shared.currency import Currency
from domain.shared.ids import CartId, ChannelId, LineId, ProductId, VariantId
from domain.shared.money import Money

NOW = datetime(2026, 1, 15, tzinfo=UTC)
PRODUCT = ProductId(uuid4())
PRICE = Money.of(1000, "EUR")


class Process:
    """One web process over the given Redis."""

    def __init__(self, redis: Redis) -> None:
        self.answers = LayeredAnswers(RedisStamps(redis, 0.0), ProcessCache(max_bytes=0), RedisCache(redis, 30))
        self.cache = ReadyCartViews(self.answers)
        self.calculated = 0

    def show(self, cart: Cart) -> CartView:
        def calculate() -> CartView:
            self.calculated += 1
            return a_view(cart)

        return self.cache.view(cart, None, calculate)


def a_cart() -> Cart:
    cart = Cart(CartId(uuid4()), "secret", ChannelId(uuid4()), Currency("EUR"), "en", NOW, CartLimits(lifetime=timedelta(days=30)))
    cart.version = 1
    return cart


def a_view(cart: Cart) -> CartView:
    line = LineId(UUID(int=7))
    seen = CartLineView(line, VariantId(uuid4()), PRODUCT, "MUG", "Mug", "", "mug", None, 2, PRICE, None, PRICE * 2, True)
    return CartView(
        id=cart.id,
        token=cart.token,
        channel="default",
        currency=cart.currency,
        locale="en",
        state=CartState.OPEN,
        lines=(seen,),
        subtotal=PRICE * 2,
        prices_include_tax=True,
        tax_estimate=None,
        shipping_estimate=PRICE,
        total=PRICE * 3,
        warnings=(CartWarning(WarningCode.PRICE_CHANGED, line, previous_price=PRICE),),
        expires_at=cart.expires_at,
        version=cart.version,
    )


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client


def test_a_second_look_at_another_process_is_not_calculated_again(redis: Redis) -> None:
    first, second, cart = Process(redis), Process(redis), a_cart()
    assert first.show(cart) == second.show(cart)
    assert (first.calculated, second.calculated) == (1, 0)


def test_another_version_is_calculated(redis: Redis) -> None:
    process, cart = Process(redis), a_cart()
    process.show(cart)
    cart.version = 2
    assert process.show(cart).version == 2
    assert process.calculated == 2


def test_a_change_of_a_product_in_the_cart_ends_the_view(redis: Redis) -> None:
    process, cart = Process(redis), a_cart()
    process.show(cart)
    process.answers.announce(topics_of([PRODUCT]))
    process.show(cart)
    assert process.calculated == 2


def test_without_redis_every_look_is_calculated() -> None:
    with Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2) as nowhere:
        process, cart = Process(nowhere), a_cart()
        assert [process.show(cart).version for _ in range(2)] == [1, 1]
    assert process.calculated == 2

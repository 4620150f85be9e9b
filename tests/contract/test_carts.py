"""The contracts of Carts and VariantOffers, on every backend."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from application.cart.ports import VariantOffer
from domain.cart.cart import Cart, CartLimits, CartState
from domain.cart.errors import CartNotFound
from domain.catalog.channel import Channel
from domain.catalog.publication import ProductStatus
from domain.shared.ids import CartId, LineId, VariantId
from domain.shared.money import Money
from tests.contract.conftest import BackendUnderTest
from tests.support.goods import Goods

LIMITS = CartLimits(lifetime=timedelta(days=30))
EUR_10 = Money.of(1000, "EUR")


@pytest.fixture
def goods(backend: BackendUnderTest) -> Goods:
    return Goods(backend)


@pytest.fixture
def channel(goods: Goods) -> Channel:
    return goods.channel(locales=("en", "de"))


def a_cart(backend: BackendUnderTest, channel: Channel, token: str = "token-1") -> Cart:
    cart = Cart(CartId(backend.ids.new()), token, channel.id, channel.currency, "de", backend.clock.now(), LIMITS)
    cart.add(LineId(backend.ids.new()), VariantId(uuid4()), 2, EUR_10, backend.clock.now(), LIMITS)
    with backend.unit_of_work() as uow:
        uow.carts.add(cart)
        uow.commit()
    return cart


def test_a_cart_is_read_back_whole_by_its_token(backend: BackendUnderTest, channel: Channel) -> None:
    stored = a_cart(backend, channel)
    with backend.unit_of_work() as uow:
        cart = uow.carts.by_token("token-1")
    assert (cart.id, cart.lines, cart.currency, cart.locale, cart.state) == (
        stored.id,
        stored.lines,
        channel.currency,
        "de",
        CartState.OPEN,
    )
    assert (cart.version, cart.expires_at) == (1, backend.clock.now() + LIMITS.lifetime)


def test_an_unknown_token_opens_nothing(backend: BackendUnderTest, channel: Channel) -> None:
    a_cart(backend, channel)
    with backend.unit_of_work() as uow:
        for look in (uow.carts.by_token, uow.carts.locked):
            with pytest.raises(CartNotFound):
                look("token-2")


def test_a_change_moves_the_version(backend: BackendUnderTest, channel: Channel) -> None:
    a_cart(backend, channel)
    with backend.unit_of_work() as uow:
        cart = uow.carts.locked("token-1")
        cart.change_quantity(cart.lines[0].id, 5, backend.clock.now(), LIMITS)
        uow.commit()
        assert cart.version == 2
    with backend.unit_of_work() as uow:
        assert uow.carts.by_token("token-1").lines[0].quantity == 5


def test_expired_carts_are_purged_but_orders_and_live_carts_stay(backend: BackendUnderTest, channel: Channel) -> None:
    a_cart(backend, channel, "expired")
    a_cart(backend, channel, "ordered")
    with backend.unit_of_work() as uow:
        uow.carts.locked("ordered").mark_ordered(backend.clock.now())
        uow.commit()
    backend.clock.advance(LIMITS.lifetime)
    a_cart(backend, channel, "live")
    for expected in (1, 0):
        with backend.unit_of_work() as uow:
            assert uow.carts.purge_expired(backend.clock.now(), 10) == expected
            uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.carts.by_token("live").token == "live"
        assert uow.carts.by_token("ordered").state is CartState.ORDERED


def offered(backend: BackendUnderTest, channel: Channel, variant: VariantId, holder: CartId | None = None) -> VariantOffer:
    with backend.unit_of_work() as uow:
        offer: VariantOffer = uow.offers.offers(channel.id, [variant], backend.clock.now(), holder=holder)[variant]
        return offer


def test_an_offer_tells_price_name_and_stock_of_now(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    mug = goods.variant("MUG", channel=channel, price=1000, weight_grams=300)
    goods.price(mug, channel, 900, compare_at=1000)
    goods.stock(mug, goods.location(), 5, threshold=5)
    offer = offered(backend, channel, mug)
    assert (offer.sku, offer.name.get("de"), offer.product_slug, offer.weight_grams) == ("MUG", "Mug (de)", "mug", 300)
    assert (offer.unit_price, offer.compare_at) == (Money.of(900, "EUR"), EUR_10)
    assert (offer.sellable, offer.available, offer.low) == (True, 5, True)


def test_unknown_variants_are_left_out(backend: BackendUnderTest, channel: Channel) -> None:
    with backend.unit_of_work() as uow:
        assert uow.offers.offers(channel.id, [VariantId(uuid4())], backend.clock.now()) == {}


@pytest.mark.parametrize("status", [ProductStatus.DRAFT, ProductStatus.ARCHIVED])
def test_what_is_not_active_is_known_but_not_sold(backend: BackendUnderTest, goods: Goods, channel: Channel, status: ProductStatus) -> None:
    mug = goods.variant("MUG", channel=channel, price=1000, status=status)
    assert not offered(backend, channel, mug).sellable


def test_another_channels_price_and_publication_sell_nothing_here(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    other = goods.channel("swiss", "CHF")
    mug = goods.variant("MUG", channel=other, price=1000)
    offer = offered(backend, channel, mug)
    assert (offer.sellable, offer.unit_price) == (False, None)
    assert offered(backend, other, mug).unit_price == Money.of(1000, "CHF")


def test_a_published_variant_without_price_is_not_sold(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    mug = goods.variant("MUG", channel=channel)
    assert not offered(backend, channel, mug).sellable


def test_an_inactive_variant_is_not_sold(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    mug = goods.variant("MUG", channel=channel, price=1000, active=False)
    assert not offered(backend, channel, mug).sellable


def test_live_holds_of_others_are_not_available_but_ones_own_are(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    mug = goods.variant("MUG", channel=channel, price=1000)
    goods.stock(mug, goods.location(), 5)
    mine, now = CartId(backend.ids.new()), backend.clock.now()
    with backend.unit_of_work() as uow:
        uow.stock.reserve(mine, {mug: 3}, locations=(), expires_at=now + timedelta(minutes=15), now=now)
        uow.commit()
    assert offered(backend, channel, mug).available == 2
    assert offered(backend, channel, mug, holder=mine).available == 5
    backend.clock.advance(timedelta(minutes=15))
    assert offered(backend, channel, mug).available == 5


def test_backorders_and_untracked_variants_have_no_limit(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    mug, voucher = goods.variant("MUG", channel=channel), goods.variant("VOUCHER", channel=channel, track_inventory=False)
    goods.stock(mug, goods.location(), 0, backorder=True)
    assert offered(backend, channel, mug).available is None
    assert offered(backend, channel, voucher).available is None


def test_only_the_channels_active_locations_count(backend: BackendUnderTest, goods: Goods, channel: Channel) -> None:
    mug = goods.variant("MUG")
    near, far, closed = goods.location("near"), goods.location("far"), goods.location("closed", active=False)
    for location in (near, far, closed):
        goods.stock(mug, location, 5)
    local = goods.channel("local", stock_locations=(near.id, closed.id))
    assert (offered(backend, channel, mug).available, offered(backend, local, mug).available) == (10, 5)

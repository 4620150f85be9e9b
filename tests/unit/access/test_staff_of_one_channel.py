"""Staff who hold a permission in one channel work there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.clock import AdjustableClock
from application.catalog.change_channel import ChangeChannel
from application.catalog.create_channel import CreateChannel
from application.catalog.list_channels import ListChannelSettings
from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.fulfil_order import FulfilOrder
from application.orders.list_orders import ListOrders
from application.orders.refund_order import RefundOrder
from application.orders.show_order import ShowOrder
from application.pricing.read_prices import GetPriceHistory, ListPrices
from application.pricing.set_prices import GivenPrice, PriceTerms, SetPrices
from application.pricing.withdraw_price import WithdrawPrice
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.shared.errors import PermissionDenied
from domain.shared.ids import ChannelId, VariantId
from domain.shared.money import Money
from tests.support.shop import STAFF, ShopUnderTest

EVERYTHING = frozenset(PERMISSIONS)


@pytest.fixture
def shop(memory_app: Application, clock: AdjustableClock) -> ShopUnderTest:
    return ShopUnderTest(memory_app, clock).open()


@pytest.fixture
def number(shop: ShopUnderTest) -> str:
    return shop.ordered({shop.item("MUG"): 1}).order.number


def only_in(channel_id: ChannelId) -> Actor:
    return Actor(ActorKind.STAFF, "bea", by_channel={channel_id: EVERYTHING})


@pytest.fixture
def here(shop: ShopUnderTest) -> Actor:
    return only_in(shop.channel.id)


@pytest.fixture
def elsewhere(shop: ShopUnderTest) -> Actor:
    return only_in(shop.app.catalog.create_channel(CreateChannel(actor=STAFF, code="japan", name="Japan", currency="JPY")).id)


WORK_ON_ORDERS: dict[str, Callable[[Application, Actor, str], object]] = {
    "show": lambda app, actor, number: app.orders.show(ShowOrder(actor, number)),
    "capture": lambda app, actor, number: app.orders.capture_payment(CapturePayment(actor=actor, number=number)),
    "refund": lambda app, actor, number: app.orders.refund(RefundOrder(actor=actor, number=number)),
    "fulfil": lambda app, actor, number: app.orders.fulfil(FulfilOrder(actor=actor, number=number)),
    "cancel": lambda app, actor, number: app.orders.cancel(CancelOrder(actor=actor, number=number)),
}


@pytest.mark.parametrize("work", WORK_ON_ORDERS)
def test_orders_of_another_channel_are_refused(shop: ShopUnderTest, number: str, elsewhere: Actor, work: str) -> None:
    with pytest.raises(PermissionDenied):
        WORK_ON_ORDERS[work](shop.app, elsewhere, number)


@pytest.mark.parametrize("work", ["show", "capture", "fulfil", "cancel"])
def test_orders_of_the_own_channel_are_worked_on(shop: ShopUnderTest, number: str, here: Actor, work: str) -> None:
    WORK_ON_ORDERS[work](shop.app, here, number)


def test_lists_show_the_channels_that_are_held(shop: ShopUnderTest, number: str, here: Actor, elsewhere: Actor) -> None:
    listed = {actor.label: [row.number for row in shop.app.orders.list(ListOrders(actor)).items] for actor in (STAFF, here)}
    assert listed == {"ada": [number], "bea": [number]}
    assert shop.app.orders.list(ListOrders(elsewhere)).items == ()


def test_who_holds_nothing_sees_no_list(shop: ShopUnderTest) -> None:
    with pytest.raises(PermissionDenied):
        shop.app.orders.list(ListOrders(Actor(ActorKind.STAFF, "nobody")))


def test_channels_are_changed_by_their_own_staff(shop: ShopUnderTest, here: Actor, elsewhere: Actor) -> None:
    code = shop.channel.code
    assert shop.app.catalog.change_channel(ChangeChannel(actor=here, code=code, name="Ours")).name == "Ours"
    with pytest.raises(PermissionDenied):
        shop.app.catalog.change_channel(ChangeChannel(actor=elsewhere, code=code, name="Theirs"))
    assert [channel.code for channel in shop.app.catalog.list_channel_settings(ListChannelSettings(actor=elsewhere))] == ["japan"]


def test_nobody_opens_a_channel_with_permissions_of_one(shop: ShopUnderTest, here: Actor) -> None:
    with pytest.raises(PermissionDenied):
        shop.app.catalog.create_channel(CreateChannel(actor=here, code="more", name="More", currency="EUR"))


def test_prices_are_set_and_seen_by_channel(shop: ShopUnderTest, here: Actor, elsewhere: Actor) -> None:
    variant = shop.item("MUG")
    terms = PriceTerms(shop.channel.code, Money.of(1500, "EUR"))
    command = GivenPrice(terms, variant_id=variant)
    with pytest.raises(PermissionDenied):
        shop.app.pricing.set_prices(SetPrices(actor=elsewhere, prices=(command,)))
    [price] = shop.app.pricing.set_prices(SetPrices(actor=here, prices=(command,)))
    assert shop.app.pricing.list_prices(ListPrices(actor=elsewhere, variant_ids=(variant,))) == []
    with pytest.raises(PermissionDenied):
        shop.app.pricing.withdraw_price(WithdrawPrice(actor=elsewhere, price_id=price.id))
    assert _history_is_refused(shop, elsewhere, variant)
    shop.app.pricing.withdraw_price(WithdrawPrice(actor=here, price_id=price.id))


def _history_is_refused(shop: ShopUnderTest, actor: Actor, variant: VariantId) -> bool:
    with pytest.raises(PermissionDenied):
        shop.app.pricing.price_history(GetPriceHistory(actor=actor, variant_id=variant, channel=shop.channel.code))
    return True

"""Who did what to an order, on every backend: the account or key behind the name, and in whose place."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from application.orders.cancel_order import CancelOrder
from application.orders.fulfil_order import FulfilOrder
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from application.shared.recording import PlainEntrance, coming_in_by
from domain.shared.ids import AccountId, ApiKeyId
from tests.support.shop import STAFF, ShopUnderTest

SAM, CARL, ROBOT = AccountId(uuid4()), AccountId(uuid4()), ApiKeyId(uuid4())


def doers(shop: ShopUnderTest, number: str) -> dict[str, tuple[Any, ...]]:
    timeline = shop.order(number).order.timeline
    return {entry.kind: (entry.actor, entry.actor_id, entry.on_behalf_of) for entry in timeline}


def test_buyers_and_the_shop_itself_have_no_account_in_the_timeline(shop: ShopUnderTest) -> None:
    number = shop.ordered({shop.item("MUG"): 1}).order.number
    assert doers(shop, number) == {"placed": ("buyer", None, None), "payment_authorized": ("system", None, None)}


def test_staff_and_machines_are_known_by_their_account_or_key(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=10)
    sent, called_off = (shop.ordered({mug: 1}).order.number for _ in range(2))
    machine = Actor(ActorKind.STAFF, "stoa_robot", frozenset(PERMISSIONS), key_id=ROBOT)
    shop.app.orders.fulfil(FulfilOrder(actor=machine, number=sent))
    sam = Actor(ActorKind.STAFF, "Sam", frozenset(PERMISSIONS), account_id=SAM)
    shop.app.orders.cancel(CancelOrder(actor=sam, number=called_off, reason="buyer asked"))
    assert doers(shop, sent)["shipment_sent"] == ("stoa_robot", ROBOT, None)
    assert doers(shop, called_off)["cancelled"] == ("Sam", SAM, None)


def test_staff_who_buy_in_a_customers_place_are_named_with_the_customer(shop: ShopUnderTest) -> None:
    acting = Actor(ActorKind.CUSTOMER, str(CARL), account_id=CARL, impersonator_id=SAM, impersonator="Sam")
    with coming_in_by(PlainEntrance(acting)):
        number = shop.ordered({shop.item("MUG"): 1}).order.number
    assert doers(shop, number)["placed"] == ("Sam", SAM, CARL)


def test_a_customer_who_is_signed_in_buys_unnamed(shop: ShopUnderTest) -> None:
    with coming_in_by(PlainEntrance(Actor(ActorKind.CUSTOMER, str(CARL), account_id=CARL))):
        number = shop.ordered({shop.item("MUG"): 1}).order.number
    assert doers(shop, number)["placed"] == ("buyer", None, None)


def test_the_terminal_has_a_name_and_no_account(shop: ShopUnderTest) -> None:
    number = shop.ordered({shop.item("MUG"): 1}).order.number
    shop.app.orders.cancel(CancelOrder(actor=STAFF, number=number, reason="buyer asked"))
    assert doers(shop, number)["cancelled"] == ("ada", None, None)

"""What staff do for one customer, on every backend: address book and orders, and what the audit log tells of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.cart.begin_my_cart import BeginMyCart
from application.checkout.place_order import PlaceOrder
from application.customers.address_entries import WrittenAddress
from application.customers.customer_addresses import PutCustomerAddress, RemoveCustomerAddress
from application.customers.list_customer_orders import ListCustomerOrders
from application.customers.records import CustomerRecord
from application.orders.list_orders import ListOrders
from application.orders.ports import OrderFilter
from application.shared.actor import Actor, ActorKind
from application.shared.recording import PlainEntrance, coming_in_by
from domain.orders.states import DisplayedStatus
from domain.shared.address import Address, InvalidAddress
from domain.shared.errors import EntityNotFound, InvalidValue, PermissionDenied, StaleVersion
from domain.shared.ids import AccountId, CustomerAddressId
from tests.support.people import with_account
from tests.support.shop import BERLIN, STAFF, ShopUnderTest

VIENNA = Address("Ada Lovelace", ("Ring 1",), "Wien", "AT", "1010")
READER = replace(STAFF, permissions=frozenset({"customers.read"}))


@pytest.fixture
def ada(shop: ShopUnderTest) -> Actor:
    return with_account(shop.backend, "ada@example.com", locale="de-AT")


def key(actor: Actor) -> AccountId:
    return actor.require_account()


def put(
    shop: ShopUnderTest, whose: Actor, address: Address, at: CustomerAddressId | None = None, by: Actor = STAFF, version: int | None = None
) -> CustomerRecord:
    written = WrittenAddress(address=address, id=at, label="Home")
    command = PutCustomerAddress(actor=by, account_id=key(whose), written=written, expected_version=version)
    with coming_in_by(PlainEntrance(by, "192.0.2.0/24")):
        return shop.app.customers.put_customer_address(command)


def only_id(record: CustomerRecord) -> CustomerAddressId:
    (entry,) = record.profile.customer.book.entries
    return entry.id


def test_staff_write_correct_and_strike_out_an_address(shop: ShopUnderTest, ada: Actor) -> None:
    home = only_id(put(shop, ada, BERLIN))
    book = put(shop, ada, VIENNA, home, version=1).profile.customer.book
    assert (book.entry(home).address, book.default_shipping, book.default_billing) == (VIENNA, home, home)
    command = RemoveCustomerAddress(actor=STAFF, account_id=key(ada), address_id=home)
    assert shop.app.customers.remove_customer_address(command).profile.customer.book.entries == ()
    with pytest.raises(EntityNotFound):
        shop.app.customers.remove_customer_address(command)


def test_staff_are_held_to_the_rules_that_customers_are(shop: ShopUnderTest, ada: Actor) -> None:
    with pytest.raises(InvalidAddress):
        put(shop, ada, replace(BERLIN, postal_code="1"))
    with pytest.raises(InvalidValue) as refusal:
        put(shop, ada, replace(BERLIN, phone="12"))
    assert refusal.value.field == "address/phone"
    put(shop, ada, BERLIN)
    with pytest.raises(StaleVersion):
        put(shop, ada, VIENNA, version=0)


def test_an_address_of_somebody_else_is_not_there(shop: ShopUnderTest, ada: Actor) -> None:
    bob, home = with_account(shop.backend, "bob@example.com"), only_id(put(shop, ada, BERLIN))
    with pytest.raises(EntityNotFound):
        put(shop, bob, VIENNA, home)
    with pytest.raises(EntityNotFound):
        shop.app.customers.remove_customer_address(RemoveCustomerAddress(actor=STAFF, account_id=key(bob), address_id=home))
    assert only_id(put(shop, ada, BERLIN, home)) == home


def test_who_may_only_read_customers_writes_no_addresses(shop: ShopUnderTest, ada: Actor) -> None:
    home = only_id(put(shop, ada, BERLIN))
    with pytest.raises(PermissionDenied):
        put(shop, ada, VIENNA, home, READER)
    with pytest.raises(PermissionDenied):
        shop.app.customers.remove_customer_address(RemoveCustomerAddress(actor=READER, account_id=key(ada), address_id=home))


def test_the_audit_log_tells_that_the_book_changed_and_who_did_it(shop: ShopUnderTest, ada: Actor) -> None:
    home = only_id(put(shop, ada, BERLIN))
    put(shop, ada, VIENNA, home)
    page = shop.app.audit.search(SearchEntries(STAFF, AuditFilter(object_id=str(key(ada)))))
    (last, *_) = [entry for entry in page.items if entry.after and "book" in entry.after]
    assert last.before is not None
    assert "book" in last.before
    assert STAFF.label in str(last)
    # That it changed, never what it was: the log outlives the person's wish to be forgotten.
    assert not any(word in str(entry) for entry in page.items for word in ("Invalidenstraße", "Ring 1", "Lovelace"))


def bought(shop: ShopUnderTest, who: Actor | None, email: str) -> str:
    token = shop.cart({shop.item(f"SKU-{uuid4().hex[:8]}"): 1})
    account_id = None if who is None else who.account_id
    shop.fill_in(token, account_id=account_id, email=email)
    order = shop.app.checkout.place_order(PlaceOrder(token=token, account_id=account_id)).order
    assert order is not None
    return order.number


def numbers(shop: ShopUnderTest, by: Actor, **wanted: object) -> list[str]:
    page = shop.app.orders.list(ListOrders(by, OrderFilter(**wanted)))  # type: ignore[arg-type]  # its fields
    return [order.number for order in page.items]


def test_orders_are_found_by_account_and_by_address_in_any_case(shop: ShopUnderTest, ada: Actor) -> None:
    mine, guest = bought(shop, ada, "ada@example.com"), bought(shop, None, "ADA@Example.com")
    bought(shop, None, "bob@example.com")
    assert numbers(shop, STAFF, account_id=key(ada)) == [mine]
    assert set(numbers(shop, STAFF, email="Ada@example.COM")) == {mine, guest}
    assert numbers(shop, STAFF, email="mi\u212ae@example.com") == []


def test_the_orders_of_a_customer_are_listed_for_whom_may_read_orders(shop: ShopUnderTest, ada: Actor) -> None:
    first, second = bought(shop, ada, "ada@example.com"), bought(shop, ada, "elsewhere@example.com")
    bought(shop, None, "ada@example.com")
    list_orders, whose = shop.app.customers.list_orders, key(ada)
    page = list_orders(ListCustomerOrders(STAFF, whose, limit=1))
    rest = list_orders(ListCustomerOrders(STAFF, whose, cursor=page.next_cursor))
    assert {order.number for order in (*page.items, *rest.items)} == {first, second}
    assert list_orders(ListCustomerOrders(STAFF, whose, OrderFilter(status=DisplayedStatus.CANCELLED))).items == ()
    elsewhere = Actor(ActorKind.STAFF, "bea", by_channel={})
    for refused in (READER, elsewhere):
        with pytest.raises(PermissionDenied):
            list_orders(ListCustomerOrders(refused, whose))
    with pytest.raises(EntityNotFound):
        list_orders(ListCustomerOrders(STAFF, AccountId(shop.app.ids.new())))


def test_a_cart_speaks_as_its_account_does(shop: ShopUnderTest, ada: Actor) -> None:
    assert shop.app.cart.begin_my_cart(BeginMyCart(actor=ada)).locale == "de"
    bob = with_account(shop.backend, "bob@example.com", locale="fr")
    assert shop.app.cart.begin_my_cart(BeginMyCart(actor=bob)).locale == "en"
    eve = with_account(shop.backend, "eve@example.com", locale="de")
    assert shop.app.cart.begin_my_cart(BeginMyCart(actor=eve, locale="en")).locale == "en"

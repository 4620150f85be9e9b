"""Customers on every backend: profile, address book, groups, notes, taxes, the staff list, claiming orders of guests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from adapters.validation.vat_registers import ListedVatRegister
from application.access.remove_staff import RemoveStaff
from application.cart.add_item import AddItem
from application.cart.begin_my_cart import BeginMyCart
from application.cart.reorder import Reorder
from application.cart.show_cart import ShowCart
from application.catalog.change_channel import ChangeChannel
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.place_order import PlaceOrder
from application.checkout.see_checkout import SeeCheckout
from application.customers.address_entries import WrittenAddress
from application.customers.change_customer import ChangeCustomer
from application.customers.change_profile import ChangeProfile, ProfileChange
from application.customers.claim_orders import ClaimOrders, CountClaimableOrders
from application.customers.customer_groups import (
    ChangeCustomerGroup,
    CreateCustomerGroup,
    DeleteCustomerGroup,
    ListCustomerGroups,
    PutGroupMember,
)
from application.customers.customer_notes import RemoveNote, WriteNote
from application.customers.list_customers import ListCustomers
from application.customers.ports import CustomerFilter
from application.customers.put_address import PutAddress
from application.customers.recheck_vat_numbers import RecheckVatNumbers
from application.customers.remove_address import RemoveAddress
from application.customers.see_profile import SeeProfile
from application.customers.set_vat_number import SetVatNumber
from application.customers.settle_taxes import ConfirmVatNumber, ExemptFromTax
from application.customers.show_customer import ShowCustomer
from application.orders.my_orders import ListMyOrders, SeeMyOrder
from application.orders.ports import OrderFilter
from application.shared.actor import ANONYMOUS, Actor
from bootstrap import Backend, Overrides, build
from domain.customers.errors import InvalidVatNumber, NoConfirmedEmail, NoVatNumber
from domain.orders.states import DisplayedStatus
from domain.shared.address import Address, InvalidAddress
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue, PermissionDenied, StaleVersion, Unauthenticated
from domain.shared.ids import AccountId, CustomerAddressId
from domain.shared.money import Money
from domain.shared.tax_status import ReliefKind, TaxExemption, VatValidity
from tests.support.people import with_account
from tests.support.shop import BERLIN, STAFF, ShopUnderTest
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere

VIENNA = Address("Ada Lovelace", ("Ring 1",), "Wien", "AT", "1010", company="Ada GmbH")
VAT, SILENT = "ATU13585627", "DE136695976"


@pytest.fixture
def register() -> ListedVatRegister:
    return ListedVatRegister(**{VAT: True})


@pytest.fixture(params=["memory", "postgres"])
def shop(request: pytest.FixtureRequest, clock: AdjustableClock, register: ListedVatRegister) -> Iterator[ShopUnderTest]:
    memory = request.param == "memory"
    settings: Settings = request.getfixturevalue("settings" if memory else "real_settings")
    roomy = settings.model_copy(update={"db_pool_size": 12, "db_pool_timeout_seconds": 30.0})
    app = build(roomy, Backend.MEMORY if memory else Backend.REAL, Overrides(clock=clock, vat_register=register))
    yield ShopUnderTest(app, clock).open()
    app.close()


@pytest.fixture
def ada(shop: ShopUnderTest) -> Actor:
    return with_account(shop.backend, "ada@example.com")


def eur(amount: int) -> Money:
    return Money.of(amount, "EUR")


def key(actor: Actor) -> AccountId:
    return actor.require_account()


def put(shop: ShopUnderTest, who: Actor, address: Address, **options: bool) -> CustomerAddressId:
    written = WrittenAddress(address=address, **options)  # type: ignore[arg-type]  # flags
    return shop.app.customers.put_address(PutAddress(actor=who, written=written)).entry.id


def test_a_profile_begins_with_what_the_account_knows(shop: ShopUnderTest, ada: Actor) -> None:
    profile = shop.app.customers.see_profile(SeeProfile(ada))
    assert (profile.account.first_name, profile.account.email, profile.customer.phone) == ("Ada", "ada@example.com", "")
    assert (profile.customer.version, profile.customer.book.entries) == (0, ())


def test_a_profile_is_changed_and_read_back(shop: ShopUnderTest, ada: Actor) -> None:
    change = ProfileChange(first_name="Augusta", phone="030 901820", phone_country="DE", birthday=date(1985, 12, 10), locale="de")
    assert shop.app.customers.change_profile(ChangeProfile(actor=ada, change=change, expected_version=0)).customer.version == 1
    profile = shop.app.customers.see_profile(SeeProfile(ada))
    account, customer = profile.account, profile.customer
    assert (account.first_name, account.last_name, account.locale) == ("Augusta", "Lovelace", "de")
    assert (customer.phone, customer.birthday, customer.version) == ("+4930901820", date(1985, 12, 10), 1)
    with pytest.raises(StaleVersion):
        shop.app.customers.change_profile(ChangeProfile(actor=ada, change=change, expected_version=0))
    cleared = shop.app.customers.change_profile(ChangeProfile(actor=ada, change=ProfileChange(phone="", birthday=None)))
    assert (cleared.customer.phone, cleared.customer.birthday) == ("", None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (ProfileChange(phone="12"), "phone"),
        (ProfileChange(phone="030 901820"), "phone"),  # no country
        (ProfileChange(phone="+49 1"), "phone"),
        (ProfileChange(birthday=date(2100, 1, 1)), "birthday"),
        (ProfileChange(birthday=date(1800, 1, 1)), "birthday"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(shop: ShopUnderTest, ada: Actor, change: ProfileChange, field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        shop.app.customers.change_profile(ChangeProfile(actor=ada, change=change))
    assert refusal.value.field == field


def test_two_first_changes_at_once_both_count(shop: ShopUnderTest, ada: Actor) -> None:
    start = Barrier(6)

    def write(number: int) -> object:
        start.wait()
        return put(shop, ada, replace(BERLIN, name=f"Ada {number}"))

    with ThreadPoolExecutor(6) as pool:
        written = set(pool.map(write, range(6)))
    customer = shop.app.customers.see_profile(SeeProfile(ada)).customer
    assert {entry.id for entry in customer.book.entries} == written
    assert customer.version == 6


def test_the_address_book_keeps_defaults(shop: ShopUnderTest, ada: Actor) -> None:
    home = put(shop, ada, BERLIN)
    office = put(shop, ada, VIENNA, default_billing=True)
    book = shop.app.customers.see_profile(SeeProfile(ada)).customer.book
    assert (book.default_shipping, book.default_billing) == (home, office)
    assert book.billing_address == VIENNA
    book = shop.app.customers.remove_address(RemoveAddress(actor=ada, address_id=home)).customer.book
    assert (book.default_shipping, book.default_billing, len(book.entries)) == (None, office, 1)


def test_addresses_follow_their_country(shop: ShopUnderTest, ada: Actor) -> None:
    with pytest.raises(InvalidAddress) as refusal:
        put(shop, ada, replace(BERLIN, postal_code="1"))
    assert [problem.part for problem in refusal.value.problems] == ["postal_code"]
    with pytest.raises(InvalidValue) as wrong:
        put(shop, ada, replace(BERLIN, phone="12"))
    assert wrong.value.field == "address/phone"
    put(shop, ada, replace(BERLIN, phone="030 901820"))
    assert shop.app.customers.see_profile(SeeProfile(ada)).customer.book.entries[0].address.phone == "+4930901820"


def test_addresses_of_others_do_not_exist(shop: ShopUnderTest, ada: Actor) -> None:
    bob, home = with_account(shop.backend, "bob@example.com"), put(shop, ada, BERLIN)
    with pytest.raises(EntityNotFound):
        shop.app.customers.put_address(PutAddress(actor=bob, written=WrittenAddress(address=VIENNA, id=home)))
    with pytest.raises(EntityNotFound):
        shop.app.customers.remove_address(RemoveAddress(actor=bob, address_id=home))
    assert shop.app.customers.see_profile(SeeProfile(ada)).customer.book.shipping_address == BERLIN


def test_visitors_have_no_profile(shop: ShopUnderTest) -> None:
    for attempt in (SeeProfile(ANONYMOUS),):
        with pytest.raises(Unauthenticated):
            shop.app.customers.see_profile(attempt)
    with pytest.raises(Unauthenticated):
        shop.app.orders.list_mine(ListMyOrders(ANONYMOUS))


def test_staff_find_customers_by_the_beginnings_of_words(shop: ShopUnderTest, ada: Actor) -> None:
    shop.clock.advance(timedelta(minutes=1))
    bob = with_account(shop.backend, "robert@example.org", first_name="Bob", last_name="Lovage")
    shop.app.customers.change_profile(ChangeProfile(actor=bob, change=ProfileChange(phone="+4930901820")))

    def found(**wanted: str) -> list[AccountId]:
        return [row.id for row in shop.app.customers.list_customers(ListCustomers(STAFF, CustomerFilter(**wanted))).items]  # type: ignore[arg-type]  # texts

    assert found() == [key(bob), key(ada)]
    assert found(search="lov") == [key(bob), key(ada)]
    assert found(search="LOVE ad") == [key(ada)]
    assert found(search="robert@") == found(search="+4930") == [key(bob)]
    assert found(search="%") == found(search="nobody") == []
    first = shop.app.customers.list_customers(ListCustomers(STAFF, limit=1))
    second = shop.app.customers.list_customers(ListCustomers(STAFF, cursor=first.next_cursor, limit=1))
    assert [row.id for row in (*first.items, *second.items)] == [key(bob), key(ada)]
    assert second.next_cursor is None


def test_staff_tag_group_and_note(shop: ShopUnderTest, ada: Actor) -> None:
    customers = shop.app.customers
    group = customers.create_group(CreateCustomerGroup(actor=STAFF, code="wholesale", name="Wholesale"))
    for _ in range(2):
        customers.put_group_member(PutGroupMember(actor=STAFF, code="wholesale", account_id=key(ada)))
    customers.change(ChangeCustomer(actor=STAFF, account_id=key(ada), change=ProfileChange(), tags=("VIP", "vip", "press")))
    record = customers.write_note(WriteNote(STAFF, key(ada), " Likes tea. "))
    assert ([note.text for note in record.notes], record.notes[0].author) == (["Likes tea."], STAFF.label)
    assert (record.profile.customer.tags, [entry.id for entry in record.groups]) == (("vip", "press"), [group.id])
    for wanted in (CustomerFilter(group="wholesale"), CustomerFilter(tag="VIP")):
        (row,) = customers.list_customers(ListCustomers(STAFF, wanted)).items
        assert (row.id, row.tags, row.groups) == (key(ada), ("vip", "press"), ("wholesale",))
    record = customers.remove_note(RemoveNote(STAFF, key(ada), record.notes[0].id))
    assert record.notes == ()
    record = customers.put_group_member(PutGroupMember(actor=STAFF, code="wholesale", account_id=key(ada), member=False))
    assert record.groups == ()


def test_a_note_names_who_signed_it_while_they_work_here(shop: ShopUnderTest, ada: Actor) -> None:
    room = StaffRoom(shop.app)
    bea = room.hire("Bea", *everywhere("manager"))
    [note] = shop.app.customers.write_note(WriteNote(room.actor(bea), key(ada), "Likes tea.")).notes
    assert (note.author, note.author_name) == (str(room.actor(bea).account_id), "Bea")
    shop.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=bea))
    [left] = shop.app.customers.show(ShowCustomer(STAFF, key(ada))).notes
    assert (left.author, left.author_name, left.text) == (note.author, None, "Likes tea.")


def test_a_note_is_removed_at_its_own_customer_alone(shop: ShopUnderTest, ada: Actor) -> None:
    bob = with_account(shop.backend, "bob@example.com")
    note = shop.app.customers.write_note(WriteNote(STAFF, key(ada), "Likes tea.")).notes[0]
    with pytest.raises(EntityNotFound):
        shop.app.customers.remove_note(RemoveNote(STAFF, key(bob), note.id))
    assert len(shop.app.customers.show(ShowCustomer(STAFF, key(ada))).notes) == 1


def test_a_group_goes_with_its_memberships(shop: ShopUnderTest, ada: Actor) -> None:
    customers = shop.app.customers
    customers.create_group(CreateCustomerGroup(actor=STAFF, code="a", name="A"))
    with pytest.raises(AlreadyExists):
        customers.create_group(CreateCustomerGroup(actor=STAFF, code="a", name="B"))
    assert customers.change_group(ChangeCustomerGroup(actor=STAFF, code="a", name="AA", expected_version=1)).name == "AA"
    customers.put_group_member(PutGroupMember(actor=STAFF, code="a", account_id=key(ada)))
    customers.delete_group(DeleteCustomerGroup(STAFF, "a"))
    assert customers.list_groups(ListCustomerGroups(STAFF)) == []
    assert customers.show(ShowCustomer(STAFF, key(ada))).groups == ()
    with pytest.raises(EntityNotFound):
        customers.put_group_member(PutGroupMember(actor=STAFF, code="a", account_id=key(ada)))


def test_staff_work_needs_permission(shop: ShopUnderTest, ada: Actor) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: shop.app.customers.list_customers(ListCustomers(ada)),
        lambda: shop.app.customers.show(ShowCustomer(ada, key(ada))),
        lambda: shop.app.customers.write_note(WriteNote(ada, key(ada), "x")),
        lambda: shop.app.customers.exempt_from_tax(ExemptFromTax(ada, key(ada), TaxExemption("me"))),
        lambda: shop.app.customers.confirm_vat_number(ConfirmVatNumber(actor=ada, account_id=key(ada), valid=True)),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_customer_who_is_not_there_is_told(shop: ShopUnderTest) -> None:
    with pytest.raises(EntityNotFound):
        shop.app.customers.show(ShowCustomer(STAFF, AccountId(uuid4())))


# --- taxes


def vat_of(shop: ShopUnderTest, who: Actor) -> tuple[str, VatValidity] | None:
    vat = shop.app.customers.see_profile(SeeProfile(who)).customer.tax.vat
    return None if vat is None else (vat.number, vat.validity)


def test_a_vat_number_is_checked_at_once(shop: ShopUnderTest, ada: Actor) -> None:
    shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number="atu 13585627"))
    assert vat_of(shop, ada) == (VAT, VatValidity.VALID)
    for wrong in ("ATU13585628", "XX123", "12"):
        with pytest.raises(InvalidVatNumber):
            shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number=wrong))
    shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number=None))
    assert vat_of(shop, ada) is None


def test_a_silent_register_is_asked_again(shop: ShopUnderTest, ada: Actor, register: ListedVatRegister) -> None:
    shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number=SILENT))
    assert vat_of(shop, ada) == (SILENT, VatValidity.UNCONFIRMED)
    recheck = shop.app.customers.recheck_vat_numbers
    assert recheck(RecheckVatNumbers()) == 0
    register.known[SILENT] = False
    shop.clock.advance(timedelta(hours=1))
    assert recheck(RecheckVatNumbers()) == 1
    assert vat_of(shop, ada) == (SILENT, VatValidity.INVALID)


def test_a_valid_number_is_asked_about_again_and_silence_keeps_it(shop: ShopUnderTest, ada: Actor, register: ListedVatRegister) -> None:
    shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number=VAT))
    del register.known[VAT]
    shop.clock.advance(timedelta(days=30))
    assert shop.app.customers.recheck_vat_numbers(RecheckVatNumbers()) == 1
    assert vat_of(shop, ada) == (VAT, VatValidity.VALID)
    register.known[VAT] = False
    shop.clock.advance(timedelta(hours=1))
    assert shop.app.customers.recheck_vat_numbers(RecheckVatNumbers()) == 1
    assert vat_of(shop, ada) == (VAT, VatValidity.INVALID)


def test_staff_confirm_by_hand(shop: ShopUnderTest, ada: Actor) -> None:
    confirm = shop.app.customers.confirm_vat_number
    with pytest.raises(NoVatNumber):
        confirm(ConfirmVatNumber(actor=STAFF, account_id=key(ada), valid=True))
    shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number=SILENT))
    record = confirm(ConfirmVatNumber(actor=STAFF, account_id=key(ada), valid=True, reference="letter"))
    vat = record.profile.customer.tax.vat
    assert vat is not None
    assert (vat.validity, vat.checked_by, vat.reference) == (VatValidity.VALID, STAFF.label, "letter")
    shop.clock.advance(timedelta(days=400))
    assert shop.app.customers.recheck_vat_numbers(RecheckVatNumbers()) == 0


def business(shop: ShopUnderTest, ada: Actor) -> str:
    """Ada's cart with a mug of EUR 24.00, of a shop in Germany; she is a business in Vienna."""
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=shop.channel.code, tax_country="DE"))
    put(shop, ada, VIENNA)
    shop.app.customers.set_vat_number(SetVatNumber(actor=ada, number=VAT))
    token = shop.app.cart.begin_my_cart(BeginMyCart(actor=ada)).token
    shop.app.cart.add_item(AddItem(token=token, variant_id=shop.item("MUG", 2400), account_id=ada.account_id))
    return token


def test_the_tax_of_a_business_abroad_is_reversed_from_cart_to_order(shop: ShopUnderTest, ada: Actor) -> None:
    token = business(shop, ada)
    cart = shop.app.cart.show_cart(ShowCart(token=token, account_id=ada.account_id))
    assert (cart.tax_relief, cart.tax_estimate) == (ReliefKind.REVERSE_CHARGE, eur(0))
    assert cart.total == eur(2400 - 400 + 490)
    view = shop.app.checkout.see(SeeCheckout(token, ada.account_id))
    assert (view.checkout.email, view.checkout.shipping_address) == ("ada@example.com", VIENNA)
    assert view.missing == ("shipping_method", "payment_method")
    command = ChangeCheckout(
        token=token,
        account_id=ada.account_id,
        shipping_method="standard",
        payment_method="test",
        payment_details={"card_number": "4242424242424242"},
    )
    quote = shop.app.checkout.change(command).quote
    # 24.00 and 4.90 hold 20 % of Austria: 20.00 and 4.08 net.
    assert (quote.total.amount, quote.tax.amount, quote.taxes) == (2408, 0, ())
    assert quote.relieved == eur(482)
    order = shop.app.checkout.place_order(PlaceOrder(token=token, account_id=ada.account_id)).order
    assert order is not None
    relief = shop.order(order.number).order.terms.relief
    assert relief is not None
    assert (relief.kind, relief.vat_number, relief.vat_reference) == (ReliefKind.REVERSE_CHARGE, VAT, "list-627")
    assert relief.vat_checked_at == shop.clock.now()


def test_the_same_business_as_a_person_pays_the_tax(shop: ShopUnderTest, ada: Actor) -> None:
    token = business(shop, ada)
    private = replace(VIENNA, company="")
    command = ChangeCheckout(token=token, account_id=ada.account_id, shipping_address=private, billing_address=private)
    quote = shop.app.checkout.change(command).quote
    assert (quote.relief, quote.total.amount, quote.tax.amount) == (None, 2400, 400)
    within = replace(BERLIN, company="Ada GmbH")
    command = ChangeCheckout(token=token, account_id=ada.account_id, shipping_address=within, billing_address=within)
    assert shop.app.checkout.change(command).quote.relief is None


def test_visitors_are_never_spared(shop: ShopUnderTest, ada: Actor) -> None:
    business(shop, ada)
    token = shop.cart({shop.item("JUG", 2400): 1})
    quote = shop.app.checkout.change(ChangeCheckout(token=token, email="ada@example.com", shipping_address=VIENNA)).quote
    assert (quote.relief, quote.tax.amount) == (None, 400)


def test_an_exemption_by_staff_holds_until_its_day(shop: ShopUnderTest, ada: Actor) -> None:
    shop.clock.set(datetime(2026, 3, 1, 12, tzinfo=UTC))
    exemption = TaxExemption("embassy", "A-17", ("DE",), date(2026, 3, 31))
    shop.app.customers.exempt_from_tax(ExemptFromTax(STAFF, key(ada), exemption))
    put(shop, ada, BERLIN)
    token = shop.app.cart.begin_my_cart(BeginMyCart(actor=ada)).token
    shop.app.cart.add_item(AddItem(token=token, variant_id=shop.item("MUG", 1190), account_id=ada.account_id))
    quote = shop.app.checkout.see(SeeCheckout(token, ada.account_id)).quote
    assert quote.relief is not None
    assert (quote.relief.kind, quote.relief.certificate, quote.total.amount) == (ReliefKind.EXEMPT, "A-17", 1000)
    shop.clock.set(datetime(2026, 4, 1, tzinfo=UTC))
    shop.app.cart.begin_my_cart(BeginMyCart(actor=ada))
    cart = shop.app.cart.begin_my_cart(BeginMyCart(actor=ada))
    assert cart.tax_relief is None


# --- orders


def test_only_one_s_own_orders_are_there(shop: ShopUnderTest, ada: Actor) -> None:
    bob, mug = with_account(shop.backend, "bob@example.com"), shop.item("MUG")
    numbers = []
    for _ in range(3):
        shop.clock.advance(timedelta(minutes=1))
        token = shop.cart({mug: 1})
        shop.fill_in(token, account_id=ada.account_id)
        order = shop.app.checkout.place_order(PlaceOrder(token=token, account_id=ada.account_id)).order
        assert order is not None
        numbers.append(order.number)
    shop.ordered({mug: 1})
    first = shop.app.orders.list_mine(ListMyOrders(ada, limit=2))
    second = shop.app.orders.list_mine(ListMyOrders(ada, cursor=first.next_cursor, limit=2))
    assert [order.number for order in (*first.items, *second.items)] == numbers[::-1]
    assert shop.app.orders.list_mine(ListMyOrders(bob)).items == ()
    # Whatever somebody writes into the filter, it is about their own orders.
    assert shop.app.orders.list_mine(ListMyOrders(bob, OrderFilter(account_id=ada.account_id))).items == ()
    assert shop.app.orders.see_mine(SeeMyOrder(ada, numbers[0])).order.number == numbers[0]
    for attempt in (lambda: shop.app.orders.see_mine(SeeMyOrder(bob, numbers[0])), lambda: _reorder(shop, bob, numbers[0])):
        with pytest.raises(EntityNotFound):
            attempt()
    shipped = OrderFilter(status=DisplayedStatus.COMPLETED)
    assert shop.app.orders.list_mine(ListMyOrders(ada, shipped)).items == ()
    assert len(shop.app.orders.list_mine(ListMyOrders(ada, channel=shop.channel.code)).items) == 3
    later = OrderFilter(placed_from=shop.clock.now())
    assert [order.number for order in shop.app.orders.list_mine(ListMyOrders(ada, later)).items] == numbers[2:]


def _reorder(shop: ShopUnderTest, who: Actor, number: str) -> object:
    return shop.app.cart.reorder(Reorder(actor=who, number=number))


def test_reordering_tells_what_is_gone_or_short(shop: ShopUnderTest, ada: Actor) -> None:
    mug, jug, cup = shop.item("MUG", stock=10), shop.item("JUG", stock=5), shop.item("CUP", 500)
    token = shop.cart({mug: 2, jug: 4, cup: 1})
    shop.fill_in(token, account_id=ada.account_id)
    order = shop.app.checkout.place_order(PlaceOrder(token=token, account_id=ada.account_id)).order
    assert order is not None
    shop.withdraw(cup)
    done = shop.app.cart.reorder(Reorder(actor=ada, number=order.number))
    assert {line.sku: line.quantity for line in done.cart.lines} == {"MUG": 2, "JUG": 1}
    told = {(cut.sku, cut.wanted, cut.added, cut.reason.value) for cut in done.left_out}
    assert told == {("JUG", 4, 1, "out_of_stock"), ("CUP", 1, 0, "no_longer_sold")}
    again = shop.app.cart.reorder(Reorder(actor=ada, number=order.number))
    assert {line.sku: line.quantity for line in again.cart.lines} == {"MUG": 4, "JUG": 1}


def test_guest_orders_with_the_confirmed_address_are_claimed(shop: ShopUnderTest, ada: Actor) -> None:
    mug = shop.item("MUG")
    mine = [shop.ordered({mug: 1}, email=email).order.number for email in ("ada@example.com", "ADA@example.com")]
    others = shop.ordered({mug: 1}, email="bob@example.com").order.number
    assert shop.app.customers.count_claimable_orders(CountClaimableOrders(ada)) == 2
    assert {order.number for order in shop.app.customers.claim_orders(ClaimOrders(ada))} == set(mine)
    assert shop.app.customers.claim_orders(ClaimOrders(ada)) == []
    assert {order.number for order in shop.app.orders.list_mine(ListMyOrders(ada)).items} == set(mine)
    with pytest.raises(EntityNotFound):
        shop.app.orders.see_mine(SeeMyOrder(ada, others))


def test_a_look_alike_of_an_address_claims_nothing(shop: ShopUnderTest) -> None:
    number = shop.ordered({shop.item("MUG"): 1}, email="mike@example.com").order.number
    # The Kelvin sign is a K in lower case, for whoever folds more than A to Z.
    eve = with_account(shop.backend, "mi\u212ae@example.com")
    assert shop.app.customers.claim_orders(ClaimOrders(eve)) == []
    assert shop.order(number).order.account_id is None


def test_a_changed_address_claims_by_the_new_one_alone(shop: ShopUnderTest, ada: Actor) -> None:
    old = shop.ordered({shop.item("MUG"): 1}, email="ada@example.com").order.number
    with shop.backend.unit_of_work() as uow:
        account = uow.accounts.locked(key(ada))
        account.email, account.email_key = "ada@new.example", "ada@new.example"
        uow.commit()
    assert shop.app.customers.claim_orders(ClaimOrders(ada)) == []
    assert shop.order(old).order.account_id is None


def test_a_locked_account_claims_nothing(shop: ShopUnderTest, ada: Actor) -> None:
    shop.ordered({shop.item("MUG"): 1}, email="ada@example.com")
    with shop.backend.unit_of_work() as uow:
        uow.accounts.locked(key(ada)).lock("stolen", shop.clock.now())
        uow.commit()
    with pytest.raises(NoConfirmedEmail):
        shop.app.customers.claim_orders(ClaimOrders(ada))


def test_staff_who_act_as_a_customer_claim_nothing(shop: ShopUnderTest, ada: Actor) -> None:
    acting = replace(ada, impersonator_id=AccountId(uuid4()), impersonator="eve")
    with pytest.raises(PermissionDenied):
        shop.app.customers.claim_orders(ClaimOrders(acting))


def test_claimed_orders_stay_with_whom_they_belong_to(shop: ShopUnderTest, ada: Actor) -> None:
    number = shop.ordered({shop.item("MUG"): 1}, email="ada@example.com").order.number
    start = Barrier(4)

    def claim(_: int) -> int:
        start.wait()
        return len(shop.app.customers.claim_orders(ClaimOrders(ada)))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(claim, range(4))) == 1
    assert shop.order(number).order.account_id == ada.account_id

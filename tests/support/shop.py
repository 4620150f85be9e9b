"""A small shop over a whole application, for tests of checkout and orders: goods, tax, delivery, buyers who get as far as paying."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.memory.database import MemoryDatabase
from application.cart.create_cart import CreateCart, WantedLine
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.place_order import PlaceOrder
from application.checkout.views import CheckoutView, Placement
from application.facade import Application
from application.orders.ports import OrderDetail
from application.orders.show_order import ShowOrder
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from application.shipping.create_shipping_zone import CreateShippingZone
from application.shipping.put_shipping_method import PutShippingMethod
from application.tax.create_tax_category import CreateTaxCategory
from application.tax.create_tax_zone import CreateTaxZone
from domain.catalog.channel import Channel
from domain.catalog.publication import ProductStatus
from domain.inventory.location import StockLocation
from domain.shared.address import Address
from domain.shared.ids import VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shipping.method import RateKind, ShippingRate
from domain.tax.zone import TaxArea, TaxRate
from tests.support.goods import Goods

STAFF = Actor(ActorKind.STAFF, "ada", frozenset(PERMISSIONS))
BERLIN = Address("Ada Lovelace", ("Invalidenstraße 117",), "Berlin", "DE", "10115")
APPROVED, DECLINED, TIMES_OUT, ASKS, LATE = (
    "4242 4242 4242 4242",
    "4000000000000002",
    "4000000000000119",
    "4000002500003155",
    "4000000000000077",
)


@dataclass
class _Backend:
    """What Goods works on."""

    unit_of_work: Callable[[], Any]
    clock: AdjustableClock
    ids: Uuid7Ids
    memory: MemoryDatabase | None


@dataclass
class ShopUnderTest:
    """`open()` once; then `ready_cart` and `place`."""

    app: Application
    clock: AdjustableClock
    goods: Goods = field(init=False)
    channel: Channel = field(init=False)
    location: StockLocation = field(init=False)

    def __post_init__(self) -> None:
        # The very factory that the application uses: on memory there is no other way to its database.
        factory = self.handler("place_order").unit_of_work
        memory = getattr(factory(), "database", None)
        self.backend = _Backend(factory, self.clock, Uuid7Ids(), memory)
        self.goods = Goods(self.backend)

    def handler(self, name: str, context: str = "checkout") -> Any:
        """The bare handler behind a use case, for looking inside."""
        return getattr(getattr(self.app, context), name)._handler

    def open(self, **channel: Any) -> ShopUnderTest:
        self.channel = self.goods.channel(**({"locales": ("en", "de"), "order_prefix": "EU"} | channel))
        self.location = self.goods.location()
        for code in ("standard", "reduced"):
            self.app.tax.create_tax_category(CreateTaxCategory(actor=STAFF, code=code, name=code.title()))
        self.tax_zone("Germany", "DE", standard="19", reduced="7")
        self.tax_zone("Austria", "AT", standard="20", reduced="10")
        self.delivery("Europe", ("DE", "AT"), "standard", 490)
        return self

    def tax_zone(self, name: str, country: str, **rates: str) -> None:
        listed = tuple(TaxRate(category, f"VAT {percent} %", Percentage.of(percent)) for category, percent in rates.items())
        self.app.tax.create_tax_zone(CreateTaxZone(actor=STAFF, name=name, areas=(TaxArea(country),), rates=listed))

    def delivery(self, zone: str, countries: tuple[str, ...], code: str, amount: int, **options: Any) -> None:
        created = self.app.shipping.create_shipping_zone(CreateShippingZone(actor=STAFF, name=zone, countries=countries))
        price = Money(amount, self.channel.currency)
        rate = ShippingRate(self.channel.id, options.pop("kind", RateKind.FLAT), price, **options)
        name = LocalizedText.of(code.title())
        command = PutShippingMethod(actor=STAFF, zone_id=created.id, code=code, name=name, rates=(rate,))
        self.app.shipping.put_shipping_method(command)

    def item(self, sku: str, price: int = 1999, stock: int = 100, **details: Any) -> VariantId:
        variant = self.goods.variant(sku, channel=self.channel, price=price, **details)
        self.goods.stock(variant, self.location, stock)
        return variant

    def withdraw(self, variant: VariantId) -> None:
        """Take the variant's product off sale."""
        with self.backend.unit_of_work() as uow:
            uow.products.of_variant(variant).status = ProductStatus.ARCHIVED
            uow.commit()

    def cart(self, lines: Mapping[VariantId, int]) -> str:
        wanted = tuple(WantedLine(variant, quantity) for variant, quantity in lines.items())
        return self.app.cart.create_cart(CreateCart(channel=self.channel.code, lines=wanted)).token

    def fill_in(self, token: str, card: str | None = APPROVED, **changes: Any) -> CheckoutView:
        given: dict[str, Any] = {
            "email": "ada@example.com",
            "shipping_address": BERLIN,
            "shipping_method": "standard",
            "payment_method": "test",
            "payment_details": {"card_number": card} if card else {},
        }
        return self.app.checkout.change(ChangeCheckout(token=token, **(given | changes)))

    def ready_cart(self, lines: Mapping[VariantId, int], card: str | None = APPROVED, **changes: Any) -> str:
        token = self.cart(lines)
        self.fill_in(token, card, **changes)
        return token

    def place(self, token: str, expected: int | None = None) -> Placement:
        total = None if expected is None else Money(expected, self.channel.currency)
        return self.app.checkout.place_order(PlaceOrder(token=token, expected_total=total))

    def ordered(self, lines: Mapping[VariantId, int], card: str | None = APPROVED, **changes: Any) -> OrderDetail:
        placement = self.place(self.ready_cart(lines, card, **changes))
        assert placement.order is not None
        return self.order(placement.order.number)

    def order(self, number: str) -> OrderDetail:
        return self.app.orders.show(ShowOrder(STAFF, number))

    def stock_of(self, variant: VariantId) -> tuple[int, int]:
        """(on hand, allocated) over all locations."""
        with self.backend.unit_of_work() as uow:
            rows = uow.stock_rows.lock([variant])
            return sum(row.item.on_hand for row in rows), sum(row.item.allocated for row in rows)

    def charges(self) -> list[Any]:
        """Every charge in the test provider's books."""
        books = self.app_books()
        if hasattr(books, "_charges"):
            return list(books._charges.values())
        from sqlalchemy import select

        from adapters.codec import decode
        from adapters.payments.provider_books import ProviderCharge
        from adapters.persistence.payments.tables import test_provider_charges

        with books._engine.connect() as connection:
            return [decode(ProviderCharge, row) for row in connection.scalars(select(test_provider_charges.c.charge))]

    def app_books(self) -> Any:
        return self.handler("list_methods", "payments").methods.gateway("test").books

"""Checkout, payments, orders, tax and shipping."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from adapters.notifications.order_mails import ArchivedOrdersForMail
from adapters.order_numbers import KeyedOrderNumbers
from adapters.payments.manual import ManualGateway
from adapters.payments.methods import SwitchedOnMethods
from adapters.payments.provider_books import ProviderBooks
from adapters.payments.test_gateway import TestGateway
from adapters.persistence.orders.archive import SqlOrderArchive
from adapters.persistence.payments.provider_books import SqlProviderBooks
from adapters.persistence.shipping.kept_zones import SqlZones
from adapters.validation.addresses import I18nAddresses
from adapters.validation.emails import SyntaxCheckedEmails
from application.cart.ports import ShippingEstimates, TaxEstimates
from application.catalog.ports import CatalogUnitOfWork
from application.checkout.buyer_details import BuyerDetails
from application.checkout.completion import Completion
from application.checkout.estimates import Zones, ZoneShippingEstimates, ZoneTaxEstimates
from application.checkout.paying import Paying
from application.checkout.ports import EmailValidator
from application.checkout.rules import CheckoutRules
from application.notifications.ports import OrdersForMail
from application.orders.carrying_out import CarryingOut
from application.orders.my_orders import MyOrders
from application.orders.ports import OrderArchive, OrderNumbering
from application.orders.stepping_up import RefundLimit
from application.payments.ports import PaymentMethods, TestProvider
from application.payments.receive_webhook import ReceiveWebhookHandler
from application.payments.settlement import Settlement
from application.shared.addresses import AddressValidator
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.orders.archive import MemoryOrderArchive
    from adapters.memory.payments.provider_books import MemoryProviderBooks
    from adapters.memory.shipping.kept_zones import MemoryZones

    register(parts.container, OrderArchive, MemoryOrderArchive(parts.database))
    _both(parts, MemoryProviderBooks(), MemoryZones(parts.database))


def real(parts: RealParts) -> None:
    register(parts.container, OrderArchive, SqlOrderArchive(parts.reads))
    _both(parts, SqlProviderBooks(parts.engine), SqlZones(parts.reads, parts.clock))


def _both(parts: Parts, books: ProviderBooks, zones: Zones) -> None:
    container, settings, clock = parts.container, parts.settings, parts.clock
    methods = _payments(parts, books)
    register(container, OrderNumbering, KeyedOrderNumbers(settings.signing_key))
    register(container, EmailValidator, SyntaxCheckedEmails())
    register(container, AddressValidator, I18nAddresses())
    register(container, TaxEstimates, ZoneTaxEstimates(zones, clock))
    register(container, ShippingEstimates, ZoneShippingEstimates(zones))
    reservation = timedelta(minutes=settings.reservation_minutes)
    register(container, CheckoutRules, CheckoutRules(reservation=reservation, return_url=settings.storefront_url))
    register(container, RefundLimit, RefundLimit(settings.refund_step_up_above))
    mails = ArchivedOrdersForMail(
        container.resolve(OrderArchive),
        container.resolve(Callable[[], CatalogUnitOfWork]),
        lambda token: f"{settings.storefront_url}/orders/{token}",
        methods.still_to_do,
    )
    register(container, OrdersForMail, mails)
    for part in (BuyerDetails, Settlement, CarryingOut, MyOrders, Completion, Paying, ReceiveWebhookHandler):
        container.register(part)


def _payments(parts: Parts, books: ProviderBooks) -> SwitchedOnMethods:
    settings = parts.settings
    confirm_url = f"{settings.base_url}/api/v1/test-provider/payments/{{payment_id}}/decision"
    gateway = TestGateway(books, parts.clock, settings.test_gateway_webhook_secret.get_secret_value(), confirm_url)
    methods = SwitchedOnMethods(settings.payment_methods, (ManualGateway(), gateway), settings.bank_account)
    register(parts.container, PaymentMethods, methods)
    register(parts.container, TestProvider, gateway)
    return methods

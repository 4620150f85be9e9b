"""Orders in the words of mails, taken from the archive of orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from application.catalog.ports import CatalogUnitOfWork
from application.notifications.ports import OrderForMail
from application.orders.ports import OrderArchive
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.notifications.content import ContentLine, ContentParcel, ContentTax, ContentTotals, OrderContent
from domain.orders.order import Order
from domain.orders.parts import OrderLine, Terms
from domain.shared.errors import EntityNotFound
from domain.shared.ids import OrderId, ShipmentId


@dataclass(frozen=True)
class ArchivedOrdersForMail:
    """`order_url` makes the storefront's address of an order out of its token; `still_to_do` tells how a method is paid, by locale."""

    archive: OrderArchive
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    order_url: Callable[[str], str]
    still_to_do: Callable[[str, str], str]

    def of(self, order_id: OrderId, shipment_id: ShipmentId | None = None) -> OrderForMail:
        order = self.archive.by_id(order_id).order
        with self.unit_of_work() as uow:
            shop_name = uow.channels.get(order.channel_id).name
        terms = order.terms
        content = OrderContent(
            shop_name=shop_name,
            order_number=order.number,
            order_url=self.order_url(order.token),
            placed_at=order.placed_at,
            lines=tuple(_line(line, terms.locale) for line in order.lines),
            totals=_totals(terms),
            billing_address=terms.billing_address,
            shipping_address=terms.shipping_address,
            payment_method=terms.payment_method,
            payment_note=self.still_to_do(terms.payment_method, terms.locale),
            parcel=None if shipment_id is None else _parcel(order, shipment_id),
        )
        return OrderForMail(terms.email, terms.locale, content)


def _line(line: OrderLine, locale: str) -> ContentLine:
    item = line.item
    return ContentLine(item.name.get(locale), item.variant_name.get(locale), item.sku, line.quantity, item.unit_price, item.subtotal)


def _totals(terms: Terms) -> ContentTotals:
    delivery = terms.delivery
    shown = None if delivery is None else delivery.gross if terms.prices_include_tax else delivery.net
    return ContentTotals(
        subtotal=terms.subtotal,
        discount=terms.discount,
        delivery=shown,
        delivery_name="" if delivery is None else delivery.name.get(terms.locale),
        tax=terms.tax,
        taxes=tuple(ContentTax(tax.name, f"{tax.rate.to_decimal():f}", tax.amount) for tax in terms.taxes),
        prices_include_tax=terms.prices_include_tax,
        total=terms.total,
    )


def _full_name(line: OrderLine, locale: str) -> str:
    name, variant = line.item.name.get(locale), line.item.variant_name.get(locale)
    return f"{name} ({variant})" if variant else name


def _parcel(order: Order, shipment_id: ShipmentId) -> ContentParcel:
    shipment = next((parcel for parcel in order.shipments if parcel.id == shipment_id), None)
    if shipment is None:
        raise EntityNotFound("shipment", str(shipment_id))
    names = {line.id: _full_name(line, order.terms.locale) for line in order.lines}
    lines = tuple((names[part.line_id], part.quantity) for part in shipment.lines)
    return ContentParcel(lines, shipment.carrier, shipment.tracking_number, shipment.tracking_url)

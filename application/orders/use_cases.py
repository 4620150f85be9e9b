"""The table of contents of orders."""

from __future__ import annotations

from dataclasses import dataclass

from application.orders.cancel_order import CancelOrder, CancelOrderHandler
from application.orders.capture_payment import CapturePayment, CapturePaymentHandler
from application.orders.deliver_shipment import DeliverShipment, DeliverShipmentHandler
from application.orders.fulfil_order import FulfilOrder, FulfilOrderHandler
from application.orders.list_orders import ListOrders, ListOrdersHandler
from application.orders.my_orders import ListMyOrders, ListMyOrdersHandler, SeeMyOrder, SeeMyOrderHandler
from application.orders.ports import OrderDetail, OrderSummary
from application.orders.refund_order import RefundOrder, RefundOrderHandler
from application.orders.see_order import SeeOrder, SeeOrderHandler
from application.orders.show_order import ShowOrder, ShowOrderHandler
from application.shared.pagination import Page
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class OrderUseCases:
    see: UseCase[SeeOrder, OrderDetail] = handled_by(SeeOrderHandler)
    show: UseCase[ShowOrder, OrderDetail] = handled_by(ShowOrderHandler)
    list: UseCase[ListOrders, Page[OrderSummary]] = handled_by(ListOrdersHandler)
    list_mine: UseCase[ListMyOrders, Page[OrderSummary]] = handled_by(ListMyOrdersHandler)
    see_mine: UseCase[SeeMyOrder, OrderDetail] = handled_by(SeeMyOrderHandler)
    cancel: UseCase[CancelOrder, OrderDetail] = handled_by(CancelOrderHandler)
    fulfil: UseCase[FulfilOrder, OrderDetail] = handled_by(FulfilOrderHandler)
    deliver_shipment: UseCase[DeliverShipment, OrderDetail] = handled_by(DeliverShipmentHandler)
    capture_payment: UseCase[CapturePayment, OrderDetail] = handled_by(CapturePaymentHandler)
    refund: UseCase[RefundOrder, OrderDetail] = handled_by(RefundOrderHandler)

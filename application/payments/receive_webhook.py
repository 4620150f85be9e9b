"""A payment provider reports by itself: late, twice, or when the buyer's browser never came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from application.checkout.completion import Completion
from application.orders.ports import OrderUnitOfWork
from application.payments.ports import PaymentMethods
from application.payments.settlement import Settlement
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.checkout.errors import SoldOutWhilePaying
from domain.payments.errors import AttemptEnded, PaymentDeclined
from domain.shared.errors import EntityNotFound


@dataclass(frozen=True)
class ReceiveWebhook:
    """`headers` in lower case; `body` exactly as received, for the signature covers it."""

    gateway: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class ReceiveWebhookHandler:
    """Goes the same way as the browser. What is bad news for the buyer is no failure of the report."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    methods: PaymentMethods
    settlement: Settlement
    completion: Completion

    def __call__(self, command: ReceiveWebhook) -> None:
        """Raises InvalidWebhook, EntityNotFound for a gateway or payment of somebody else."""
        received = self.methods.gateway(command.gateway).parse_webhook(command.headers, command.body)
        with self.unit_of_work() as uow:
            payment = uow.payments.get(received.payment_id)
        if payment.gateway != command.gateway:
            raise EntityNotFound("payment", str(received.payment_id))  # One provider has no say in another's payments.
        if payment.order_id is not None:
            self.settlement.record(payment.id, [received.report])
            return
        try:
            self.completion.finish(payment.cart_id, payment.id, [received.report])
        except (PaymentDeclined, SoldOutWhilePaying, AttemptEnded):
            return  # All booked and acted upon: the provider need not tell us again.

"""The second half of a staff action that moves money: ask the provider, then show the order as it now is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.orders.ports import OrderArchive, OrderDetail
from application.payments.settlement import Settlement
from domain.payments.errors import GatewayUnavailable, ProviderRefused
from domain.payments.ledger import OperationState
from domain.payments.payment import Payment
from domain.shared.ids import OperationId, OrderId, PaymentId


@dataclass(frozen=True)
class CarryingOut:
    """What was asked is written down already: when the provider does not answer now, the sweeper asks again."""

    settlement: Settlement
    archive: OrderArchive

    def settle(self, order_id: OrderId, payments: Iterable[PaymentId]) -> OrderDetail:
        """Raises ProviderRefused when the provider said no to something."""
        for payment_id in payments:
            try:
                ended = self.settlement.run(payment_id)
            except GatewayUnavailable:
                continue  # It shows as pending in the answer, and is carried out later.
            refused = next((operation for operation in ended.values() if operation.state is OperationState.FAILED), None)
            if refused is not None:
                raise ProviderRefused(refused.kind.value, refused.detail)
        return self.archive.by_id(order_id)


def asked_before(payments: Iterable[Payment], operation_id: OperationId | None) -> Payment | None:
    """The payment of which this very operation was asked by an earlier try; its outcome is only picked up again."""
    return next((payment for payment in payments if operation_id is not None and payment.was_asked(operation_id)), None)

"""A buyer changes their mind at the provider's door: the undecided payment is given up and the checkout opens again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.checkout.completion import Completion
from application.checkout.ports import CheckoutUnitOfWork
from application.checkout.signed_in import cart_of
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.errors import CartNotFound
from domain.checkout.errors import AlreadyPlaced, CheckoutInProgress
from domain.checkout.states import CheckoutState
from domain.payments.states import PaymentState
from domain.shared.ids import AccountId, CartId, PaymentId


@dataclass(frozen=True)
class AbandonPayment:
    """`account_id` is who is signed in."""

    token: str
    account_id: AccountId | None = None


@dataclass(frozen=True)
class AbandonPaymentHandler:
    """Nothing under way is fine. Raises CheckoutInProgress while the provider is being asked, AlreadyPlaced afterwards."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CheckoutUnitOfWork]
    completion: Completion

    def __call__(self, command: AbandonPayment) -> None:
        attempt = self._under_way(command)
        if attempt is not None and not self.completion.give_up(*attempt):
            raise CheckoutInProgress

    def _under_way(self, command: AbandonPayment) -> tuple[CartId, PaymentId] | None:
        with self.unit_of_work() as uow:
            cart = cart_of(uow, command.token, command.account_id)
            checkout = uow.checkouts.find(cart.id)
            if checkout is None or checkout.payment_id is None:
                return None
            if checkout.account_id not in (None, command.account_id):
                raise CartNotFound
            if checkout.state is CheckoutState.PLACED:
                raise AlreadyPlaced
            payment = uow.payments.get(checkout.payment_id)
            # An intent may be on its way to the provider at this very moment; only what it has answered can be given up.
            if payment.state not in (PaymentState.REQUIRES_ACTION, PaymentState.PENDING):
                raise CheckoutInProgress
            return cart.id, payment.id

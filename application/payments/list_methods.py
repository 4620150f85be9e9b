"""Anybody may know how one can pay here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.payments.ports import PaymentMethod, PaymentMethods


@dataclass(frozen=True)
class ListPaymentMethods:
    """Every method that is switched on."""


@dataclass(frozen=True)
class ListPaymentMethodsHandler:
    permission: ClassVar[str | None] = None
    methods: PaymentMethods

    def __call__(self, query: ListPaymentMethods) -> tuple[PaymentMethod, ...]:
        return self.methods.all()

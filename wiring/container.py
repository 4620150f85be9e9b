"""Filling the container: one instance a port, one resolution a handler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

import punq

from application.access.ports import AccessUnitOfWork, ResettingUnitOfWork
from application.audit.ports import AuditUnitOfWork
from application.cart.ports import CartUnitOfWork
from application.catalog.browsing.ports import BrowsingUnitOfWork
from application.catalog.ports import CatalogUnitOfWork
from application.checkout.ports import CheckoutUnitOfWork
from application.customers.ports import CustomersUnitOfWork
from application.identity.accounts.ports import LeavingUnitOfWork, SignInUnitOfWork
from application.identity.external.ports import ExternalUnitOfWork
from application.identity.ports import IdentityUnitOfWork
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.inventory.ports import InventoryUnitOfWork
from application.notifications.ports import NotificationsUnitOfWork
from application.orders.ports import OrderUnitOfWork
from application.payments.ports import PaymentUnitOfWork
from application.pricing.ports import PricingUnitOfWork
from application.privacy.ports import PrivacyUnitOfWork
from application.sessions.ports import SessionsUnitOfWork, SigningKeysUnitOfWork
from application.shared.pipeline import Guarded, Observer, Trail
from application.shipping.ports import ShippingUnitOfWork
from application.tax.ports import TaxUnitOfWork

U = TypeVar("U")

#: The unit-of-work protocols that handlers ask for; one concrete class a backend implements them all.
UNIT_OF_WORK_PROTOCOLS: tuple[Any, ...] = (
    AccessUnitOfWork,
    ResettingUnitOfWork,
    AuditUnitOfWork,
    PrivacyUnitOfWork,
    CatalogUnitOfWork,
    PricingUnitOfWork,
    BrowsingUnitOfWork,
    InventoryUnitOfWork,
    CartUnitOfWork,
    NotificationsUnitOfWork,
    CheckoutUnitOfWork,
    OrderUnitOfWork,
    PaymentUnitOfWork,
    ShippingUnitOfWork,
    TaxUnitOfWork,
    CustomersUnitOfWork,
    IdentityUnitOfWork,
    SignInUnitOfWork,
    LeavingUnitOfWork,
    SecondFactorUnitOfWork,
    ExternalUnitOfWork,
    SessionsUnitOfWork,
    SigningKeysUnitOfWork,
)


def register(container: punq.Container, port: Any, instance: Any) -> None:
    container.register(port, instance=instance)


def register_units_of_work(container: punq.Container, factory: Callable[[], Any]) -> None:
    for protocol in UNIT_OF_WORK_PROTOCOLS:
        register(container, Callable[[], protocol], factory)


def use_cases(container: punq.Container, kind: type[U]) -> U:
    """Resolve every handler of a `…UseCases` dataclass once and wrap it in the pipeline."""
    observer, trail = container.resolve(Observer), container.resolve(Trail)
    context = kind.__module__.split(".")[1]
    handlers = {
        field.name: Guarded(f"{context}.{field.name}", resolved(container, field.metadata["handler"]), observer, trail)
        for field in fields(kind)  # type: ignore[arg-type]  # every `…UseCases` is a dataclass
    }
    return kind(**handlers)


def resolved(container: punq.Container, handler: type[Any]) -> Any:
    container.register(handler)
    return container.resolve(handler)

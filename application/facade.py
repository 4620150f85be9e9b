"""The whole application as drivers receive it: `app.cart.add_item(AddItem(...))`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from application.access.use_cases import AccessUseCases
from application.audit.use_cases import AuditUseCases
from application.cart.use_cases import CartUseCases
from application.catalog.browsing.use_cases import BrowsingUseCases
from application.catalog.imports.use_cases import ImportUseCases
from application.catalog.use_cases import CatalogUseCases
from application.checkout.use_cases import CheckoutUseCases
from application.customers.use_cases import CustomerUseCases
from application.identity.accounts.use_cases import AccountUseCases
from application.identity.external.use_cases import ExternalLoginUseCases
from application.identity.passkeys.use_cases import PasskeyUseCases
from application.identity.second_factor.use_cases import SecondFactorUseCases
from application.inventory.use_cases import InventoryUseCases
from application.orders.use_cases import OrderUseCases
from application.outbox.deliveries import Deliveries
from application.outbox.ports import Turns
from application.outbox.use_cases import OutboxUseCases
from application.payments.use_cases import PaymentUseCases
from application.pricing.use_cases import PricingUseCases
from application.privacy.use_cases import PrivacyUseCases
from application.sessions.ports import Authenticate
from application.sessions.use_cases import SessionUseCases
from application.shared.clock import Clock
from application.shared.health import Health
from application.shared.idempotency import IdempotentExecution
from application.shared.ids import Ids
from application.shared.ready_answers import ReadyAnswers
from application.shared.subscriptions import Envelope, Subscription
from application.shipping.use_cases import ShippingUseCases
from application.tax.use_cases import TaxUseCases


@dataclass(frozen=True)
class Application:
    """One field a context, each a dataclass of use cases; contexts are added here and nowhere else.

    `authenticate` turns a bearer token into its actor, for the surfaces that accept it. `deliver` hands an event to one
    subscriber and answers False when it had been handled before; `deliveries` does so for everything stored, and `turns` is
    asked before recurring work: both are for workers. `close` releases connections; `health` tells operators how it is.
    """

    catalog: CatalogUseCases
    pricing: PricingUseCases
    imports: ImportUseCases
    inventory: InventoryUseCases
    cart: CartUseCases
    checkout: CheckoutUseCases
    payments: PaymentUseCases
    orders: OrderUseCases
    tax: TaxUseCases
    shipping: ShippingUseCases
    browsing: BrowsingUseCases
    second_factor: SecondFactorUseCases
    external_login: ExternalLoginUseCases
    passkeys: PasskeyUseCases
    accounts: AccountUseCases
    customers: CustomerUseCases
    outbox: OutboxUseCases
    access: AccessUseCases
    sessions: SessionUseCases
    audit: AuditUseCases
    privacy: PrivacyUseCases
    clock: Clock
    ids: Ids
    idempotency: IdempotentExecution
    answers: ReadyAnswers
    authenticate: Authenticate
    subscriptions: tuple[Subscription, ...]
    deliver: Callable[[Subscription, Envelope[Any]], bool]
    deliveries: Deliveries
    turns: Turns
    close: Callable[[], None]
    health: Health = Health()

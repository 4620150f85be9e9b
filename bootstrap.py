"""Settings → wired Application; with `wiring` the only place that knows punq and every adapter."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum
from typing import Any

import punq

from adapters.clock import SystemClock
from adapters.ids import RandomTokens, Uuid7Ids
from adapters.inbox import deliver_once
from adapters.notifications.links import StorefrontLinks
from adapters.notifications.renderer import JinjaMailRenderer
from adapters.notifications.transports import mail_transport
from adapters.observability import DeliveryLog
from adapters.security.mailed_secrets import HmacSecretTokens
from adapters.security.tokens.authentication import Authentication
from adapters.settings import Settings
from adapters.validation.vat_registers import vat_register
from application.access.use_cases import AccessUseCases
from application.audit.use_cases import AuditUseCases
from application.cart.use_cases import CartUseCases
from application.catalog.browsing.use_cases import BrowsingUseCases
from application.catalog.imports.use_cases import ImportUseCases
from application.catalog.use_cases import CatalogUseCases
from application.checkout.use_cases import CheckoutUseCases
from application.customers.ports import VatRegister
from application.customers.use_cases import CustomerUseCases
from application.facade import Application
from application.identity.accounts.use_cases import AccountUseCases
from application.identity.external.ports import IdentityProviders
from application.identity.external.use_cases import ExternalLoginUseCases
from application.identity.passkeys.use_cases import PasskeyUseCases
from application.identity.second_factor.use_cases import SecondFactorUseCases
from application.inventory.use_cases import InventoryUseCases
from application.notifications.ports import MailRenderer, MailTransport
from application.orders.use_cases import OrderUseCases
from application.outbox.deliveries import Deliveries
from application.outbox.ports import Outbox, Turns
from application.outbox.use_cases import OutboxUseCases
from application.payments.use_cases import PaymentUseCases
from application.pricing.use_cases import PricingUseCases
from application.privacy.use_cases import PrivacyUseCases
from application.sessions.use_cases import SessionUseCases
from application.shared.clock import Clock
from application.shared.health import Health
from application.shared.idempotency import IdempotentExecution
from application.shared.ids import Ids, Tokens
from application.shared.ready_answers import ReadyAnswers
from application.shared.subscriptions import Envelope, Subscription
from application.shipping.use_cases import ShippingUseCases
from application.subscriptions import SUBSCRIPTIONS
from application.tax.use_cases import TaxUseCases
from wiring import (
    access,
    auditing,
    browsing,
    customers,
    delivery,
    external_login,
    grounds,
    identity,
    importing,
    ordering,
    second_factor,
    selling,
    sessions,
)
from wiring.backends import MemoryParts
from wiring.container import register, resolved, use_cases


class Backend(Enum):
    """Which adapters a build uses."""

    MEMORY = "memory"
    REAL = "real"


@dataclass(frozen=True)
class Overrides:
    """What tests and demonstrations may replace."""

    clock: Clock | None = None
    ids: Ids | None = None
    tokens: Tokens | None = None
    mails: MailTransport | None = None
    identity_providers: IdentityProviders | None = None
    vat_register: VatRegister | None = None


#: A context that needs adapters adds its module of `wiring` here. What is registered earlier can be resolved later.
WIRING = (
    grounds,
    auditing,
    delivery,
    access,
    sessions,
    second_factor,
    external_login,
    selling,
    ordering,
    browsing,
    importing,
    identity,
    customers,
)


def build(settings: Settings, backend: Backend = Backend.REAL, overrides: Overrides | None = None) -> Application:
    """The application on the chosen backend. Call `close()` on it when done."""
    chosen = overrides or Overrides()
    container, closing = punq.Container(), ExitStack()
    clock, ids = chosen.clock or SystemClock(), chosen.ids or Uuid7Ids()
    register(container, Clock, clock)
    register(container, Ids, ids)
    register(container, Tokens, chosen.tokens or RandomTokens())
    register(container, Settings, settings)
    register(
        container, MailRenderer, JinjaMailRenderer(StorefrontLinks(settings.storefront_url, HmacSecretTokens(settings.signing_key)).of)
    )
    register(container, VatRegister, chosen.vat_register or vat_register(settings))
    register(container, MailTransport, chosen.mails or mail_transport(settings, clock))
    if backend is Backend.MEMORY:
        from adapters.memory.database import MemoryDatabase

        memory = MemoryParts(container, settings, clock, ids, closing.callback, MemoryDatabase())
        for context in WIRING:
            context.memory(memory)
    else:
        real = grounds.real_parts(container, settings, clock, ids, closing.callback)
        for context in WIRING:
            context.real(real)
    if chosen.identity_providers is not None:
        register(container, IdentityProviders, chosen.identity_providers)
    return _application(container, settings, clock, ids, closing.close)


def _application(container: punq.Container, settings: Settings, clock: Clock, ids: Ids, close: Callable[[], None]) -> Application:
    deliver = _deliver(container)
    return Application(
        catalog=use_cases(container, CatalogUseCases),
        pricing=use_cases(container, PricingUseCases),
        imports=use_cases(container, ImportUseCases),
        inventory=use_cases(container, InventoryUseCases),
        cart=use_cases(container, CartUseCases),
        checkout=use_cases(container, CheckoutUseCases),
        payments=use_cases(container, PaymentUseCases),
        orders=use_cases(container, OrderUseCases),
        tax=use_cases(container, TaxUseCases),
        shipping=use_cases(container, ShippingUseCases),
        browsing=use_cases(container, BrowsingUseCases),
        second_factor=use_cases(container, SecondFactorUseCases),
        external_login=use_cases(container, ExternalLoginUseCases),
        passkeys=use_cases(container, PasskeyUseCases),
        accounts=use_cases(container, AccountUseCases),
        customers=use_cases(container, CustomerUseCases),
        outbox=use_cases(container, OutboxUseCases),
        access=use_cases(container, AccessUseCases),
        sessions=use_cases(container, SessionUseCases),
        audit=use_cases(container, AuditUseCases),
        privacy=use_cases(container, PrivacyUseCases),
        clock=clock,
        ids=ids,
        idempotency=container.resolve(IdempotentExecution),
        answers=container.resolve(ReadyAnswers),
        authenticate=resolved(container, Authentication),
        subscriptions=SUBSCRIPTIONS,
        deliver=deliver,
        deliveries=Deliveries(container.resolve(Outbox), SUBSCRIPTIONS, deliver, clock, DeliveryLog()),
        turns=container.resolve(Turns),
        close=close,
        health=container.resolve(Health),
    )


def _deliver(container: punq.Container) -> Callable[[Subscription, Envelope[Any]], bool]:
    return deliver_once({name: resolved(container, handler) for name, handler in {(row.name, row.handler) for row in SUBSCRIPTIONS}})

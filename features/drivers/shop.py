"""The shop as steps see it, whichever driver runs: one sub-driver a context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.clock import AdjustableClock
from adapters.memory.identity.providers import MemoryIdentityProviders
from application.facade import Application
from features.drivers.access import AccessDriver
from features.drivers.audit import AuditDriver
from features.drivers.browsing import BrowsingDriver
from features.drivers.cart import CartDriver
from features.drivers.catalogue import CatalogueDriver
from features.drivers.channels import ChannelsDriver
from features.drivers.checkout import CheckoutDriver
from features.drivers.customers import CustomerDeskDriver, CustomersDriver
from features.drivers.imports import ImportsDriver
from features.drivers.inventory import InventoryDriver
from features.drivers.mails import MailsDriver
from features.drivers.order_desk import OrderDeskDriver
from features.drivers.passkeys import PasskeysDriver
from features.drivers.people import PeopleDriver
from features.drivers.pricing import PricingDriver
from features.drivers.privacy import PrivacyDriver
from features.drivers.sessions import SessionsDriver
from features.drivers.ways_in import WaysInDriver


@dataclass
class Shop:
    """`app` is the back door of the same assembly, for Given steps only. `settle` returns when background work is done."""

    app: Application
    clock: AdjustableClock
    settle: Callable[[], None]
    channels: ChannelsDriver
    desk: OrderDeskDriver
    customers: CustomersDriver
    customer_desk: CustomerDeskDriver
    browsing: BrowsingDriver
    mails: MailsDriver
    inventory: InventoryDriver
    cart: CartDriver
    checkout: CheckoutDriver
    catalogue: CatalogueDriver
    imports: ImportsDriver
    pricing: PricingDriver
    people: PeopleDriver
    audit: AuditDriver
    privacy: PrivacyDriver
    sessions: SessionsDriver
    access: AccessDriver
    ways_in: WaysInDriver
    passkeys: PasskeysDriver
    providers: MemoryIdentityProviders
    closers: list[Callable[[], None]] = field(default_factory=list)

    def close(self) -> None:
        for close in reversed(self.closers):
            close()

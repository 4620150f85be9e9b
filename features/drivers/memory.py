"""The memory driver: use cases called directly on the in-memory adapters."""

from __future__ import annotations

from adapters.clock import AdjustableClock
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.settings import Settings
from adapters.validation.vat_registers import ListedVatRegister
from bootstrap import Backend, Overrides, build
from features.drivers.access import MemoryAccess
from features.drivers.audit import MemoryAudit
from features.drivers.background import memory_background
from features.drivers.browsing import MemoryBrowsing
from features.drivers.cart import MemoryCart
from features.drivers.catalogue_in_memory import MemoryCatalogue
from features.drivers.channels import MemoryChannels
from features.drivers.checkout import MemoryCheckout
from features.drivers.customers_in_memory import MemoryCustomerDesk, MemoryCustomers
from features.drivers.imports import MemoryImports
from features.drivers.inventory import MemoryInventory
from features.drivers.mails import MemoryMails, PostOffice
from features.drivers.order_desk import MemoryOrderDesk
from features.drivers.passkeys import MemoryPasskeyDriver
from features.drivers.people import MemoryPeople
from features.drivers.pricing import MemoryPricing
from features.drivers.privacy import MemoryPrivacy
from features.drivers.sessions import MemorySessions
from features.drivers.shop import Shop
from features.drivers.ways_in import MemoryWaysIn, played_providers


def memory_shop(settings: Settings) -> Shop:
    clock = AdjustableClock()
    transport = MemoryMailTransport()
    post_office = PostOffice(transport)
    register, providers = ListedVatRegister(), played_providers(settings)
    replaced = Overrides(clock=clock, mails=post_office, vat_register=register, identity_providers=providers)
    app = build(settings, Backend.MEMORY, replaced)
    customers = MemoryCustomers(app, register)
    shop = Shop(
        app=app,
        clock=clock,
        settle=memory_background(app),
        access=MemoryAccess(app),
        channels=MemoryChannels(app),
        desk=MemoryOrderDesk(app),
        customers=customers,
        privacy=MemoryPrivacy(app, customers),
        customer_desk=MemoryCustomerDesk(app),
        browsing=MemoryBrowsing(app),
        ways_in=MemoryWaysIn(app),
        passkeys=MemoryPasskeyDriver(app),
        providers=providers,
        mails=MemoryMails(post_office, transport),
        inventory=MemoryInventory(app),
        checkout=MemoryCheckout(app),
        cart=MemoryCart(app),
        catalogue=MemoryCatalogue(app),
        imports=MemoryImports(app),
        pricing=MemoryPricing(app),
        people=MemoryPeople(app),
        audit=MemoryAudit(app),
        sessions=MemorySessions(app),
    )
    shop.closers.append(app.close)
    return shop

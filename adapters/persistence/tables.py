"""Every table, so that the metadata is whole: what migrations compare against."""

from __future__ import annotations

from adapters.persistence.access import tables as access
from adapters.persistence.audit import tables as audit
from adapters.persistence.cart import tables as cart
from adapters.persistence.catalog import tables as catalog
from adapters.persistence.catalog.browsing import tables as browsing
from adapters.persistence.catalog.imports import tables as catalog_imports
from adapters.persistence.checkout import tables as checkout
from adapters.persistence.customers import tables as customers
from adapters.persistence.identity import tables as identity
from adapters.persistence.identity.external import tables as external_logins
from adapters.persistence.identity.passkeys import tables as passkeys
from adapters.persistence.identity.second_factor import tables as second_factor
from adapters.persistence.inventory import tables as inventory
from adapters.persistence.metadata import metadata
from adapters.persistence.notifications import tables as notifications
from adapters.persistence.orders import tables as orders
from adapters.persistence.outbox import tables as outbox
from adapters.persistence.payments import tables as payments
from adapters.persistence.pricing import tables as pricing
from adapters.persistence.privacy import tables as privacy
from adapters.persistence.sessions import tables as sessions
from adapters.persistence.shipping import tables as shipping
from adapters.persistence.tax import tables as tax

__all__ = [
    "access",
    "audit",
    "browsing",
    "cart",
    "catalog",
    "catalog_imports",
    "checkout",
    "customers",
    "external_logins",
    "identity",
    "inventory",
    "metadata",
    "notifications",
    "orders",
    "outbox",
    "passkeys",
    "payments",
    "pricing",
    "privacy",
    "second_factor",
    "sessions",
    "shipping",
    "tax",
]

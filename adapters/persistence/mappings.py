"""Every context's mapping, registered by import; `start_mappers` then maps them."""

from __future__ import annotations

from adapters.persistence.access import mappings as access
from adapters.persistence.catalog import mappings as catalog
from adapters.persistence.customers import mappings as customers
from adapters.persistence.identity import mappings as identity
from adapters.persistence.identity.external import mappings as external_logins
from adapters.persistence.identity.passkeys import mappings as passkeys
from adapters.persistence.identity.second_factor import mappings as second_factor
from adapters.persistence.inventory import mappings as inventory
from adapters.persistence.mapping import start_mappers
from adapters.persistence.notifications import mappings as notifications
from adapters.persistence.orders import mappings as orders
from adapters.persistence.privacy import mappings as privacy
from adapters.persistence.sessions import mappings as sessions
from adapters.persistence.shipping import mappings as shipping
from adapters.persistence.tax import mappings as tax

__all__ = [
    "access",
    "catalog",
    "customers",
    "external_logins",
    "identity",
    "inventory",
    "notifications",
    "orders",
    "passkeys",
    "privacy",
    "second_factor",
    "sessions",
    "shipping",
    "start_mappers",
    "tax",
]

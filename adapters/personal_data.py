"""Every table, declared: what in it is about a person, or that nothing is. Memory and PostgreSQL use the same names.

A new table or a new personal column is declared here; tests fail for what is missing. The audit log never holds the value of a
personal column, an export contains it, an erasure removes it.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Table → columns with data about a person: names, addresses, contacts, what they wrote, what they are called.
PERSONAL: Mapping[str, frozenset[str]] = {
    "accounts": frozenset({"email", "email_key", "first_name", "last_name", "lock_reason"}),
    "checkouts": frozenset({"email", "shipping_address", "billing_address", "instrument", "quote"}),
    "consents": frozenset({"email"}),
    "customer_notes": frozenset({"author", "text"}),
    "customers": frozenset({"phone", "birthday", "book", "tags", "tax", "vat_due_at"}),
    "data_exports": frozenset({"archive"}),
    "email_changes": frozenset({"former", "wanted"}),
    "external_identities": frozenset({"subject"}),
    "impersonations": frozenset({"reason"}),
    "invitations": frozenset({"email", "name"}),
    "known_devices": frozenset({"label", "network"}),
    "link_requests": frozenset({"email_key"}),
    "registrations": frozenset({"email", "email_key", "first_name", "last_name"}),
    "sessions": frozenset({"user_agent", "network"}),
    "sign_in_challenges": frozenset({"user_agent", "network"}),
    "staff_members": frozenset({"name"}),
    "orders": frozenset({"email", "terms"}),
    "order_timeline": frozenset({"actor", "data"}),
    "shipments": frozenset({"tracking_number", "tracking_url"}),
    "payments": frozenset({"instrument", "action_url"}),
    "payment_events": frozenset({"detail"}),
    "messages": frozenset({"recipient", "content"}),
    "idempotency_keys": frozenset({"scope", "headers", "body"}),
}

#: Tables without anything about a person; account ids alone lead nowhere once the account is erased.
NOT_PERSONAL: frozenset[str] = frozenset(
    {
        "allocations",
        "api_keys",
        "attributes",
        "audit_entries",
        "audit_head",
        "audit_links",
        "audit_waiting",
        "cart_merges",
        "carts",
        "catalog_import_files",
        "catalog_imports",
        "categories",
        "channels",
        "collection_products",
        "collections",
        "customer_group_members",
        "customer_groups",
        "delivery_failures",
        "document_refreshes",
        "erasures",
        "facet_labels",
        "inbox",
        "mailed_secrets",
        "order_lines",
        "order_serials",
        "outbox",
        "pending_sign_ins",
        "price_history",
        "prices",
        "product_categories",
        "product_channels",
        "product_listings",
        "product_pages",
        "product_slugs",
        "product_types",
        "products",
        "recurring_runs",
        "reservations",
        "revocations",
        "roles",
        "second_factors",
        "shipping_zones",
        "signing_keys",
        "stock_items",
        "stock_locations",
        "stock_movements",
        "tax_categories",
        "tax_zones",
        "test_provider_charges",
        "variants",
    }
)


#: Parts that aggregates keep in a list, by the table that PostgreSQL keeps them in (only where they hold personal columns).
TABLES_OF_PARTS: Mapping[str, str] = {
    "orders.timeline": "order_timeline",
    "orders.shipments": "shipments",
    "payments.ledger": "payment_events",
}


def is_personal(table: str, column: str) -> bool:
    return column in PERSONAL.get(table, ())

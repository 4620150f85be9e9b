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
    "passkeys": frozenset({"name", "credential_id"}),
    "registrations": frozenset({"email", "email_key", "first_name", "last_name"}),
    "sessions": frozenset({"user_agent", "network"}),
    "sign_in_challenges": frozenset({"user_agent", "network"}),
    "staff_members": frozenset({"name"}),
    "orders": frozenset({"email", "terms", "refunds"}),
    "order_timeline": frozenset({"actor", "data"}),
    "shipments": frozenset({"tracking_number", "tracking_url"}),
    "payments": frozenset({"instrument", "action_url", "operations"}),
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
        "catalog_import_digests",
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
        "passkey_ceremonies",
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


#: Columns that can hold words and are about no person, of every table. Staff sign with the id of their account wherever they are
#: named (`Actor.signature`). Secrets are here too: what they prove goes with the row.
IMPERSONAL: Mapping[str, str] = {
    "accounts": "password_hash locale",
    "api_keys": "name prefix secret_hash channels",
    "attributes": "code label unit rules choices",
    "audit_entries": "actor_kind actor_label action object_kind object_id facts before after network request_id network_salt network_proof",
    "audit_head": "hash seal",
    "audit_links": "hash seal",
    "cart_merges": "token cuts",
    "carts": "token currency locale lines",
    "catalog_import_digests": "digest",
    "catalog_import_files": "kind content",
    "catalog_imports": "source_name requested_by mapping counts failure",
    "categories": "slug name description seo",
    "channels": "code name currency locales countries order_prefix stock_locations tax_country",
    "checkouts": "shipping_method payment_method",
    "collections": "slug name description seo rules",
    "consents": "purpose text_version source locale",
    "customer_groups": "code name description",
    "delivery_failures": "subscriber last_error",
    "external_identities": "provider",
    "facet_labels": "locale token label",
    "idempotency_keys": "key fingerprint",
    "inbox": "subscriber",
    "invitations": "locale assignments",
    "messages": "locale",
    "order_lines": "sku item",
    "order_timeline": "kind",
    "orders": "number token currency",
    "outbox": "name payload context",
    "payment_events": "provider_event_id",
    "payments": "method gateway currency reference",
    "passkey_ceremonies": "token_digest",
    "passkeys": "public_key",
    "pending_sign_ins": "state_digest binding_digest provider audience redirect_uri locale",
    "price_history": "currency recorded_by",
    "prices": "currency",
    "product_listings": "locale sort_name tokens summary",
    "product_pages": "locale slug detail",
    "product_slugs": "slug",
    "product_types": "code name product_attributes variant_attributes",
    "products": "slug name description vendor options attribute_values media seo",
    "recurring_runs": "name",
    "registrations": "password_hash locale",
    "roles": "name description",
    "second_factors": "sealed_secret recovery_codes",
    "sessions": "token_digest previous_digest salt",
    "shipments": "lines carrier",
    "shipping_zones": "name methods",
    "sign_in_challenges": "token_digest audience method",
    "signing_keys": "algorithm public_key sealed_private_key",
    "staff_members": "assignments",
    "stock_locations": "code name",
    "stock_movements": "kind reason actor",
    "tax_categories": "code name",
    "tax_zones": "name areas rates shipping_category",
    "test_provider_charges": "charge",
    "variants": "sku barcode option_values attribute_values dimensions tax_category media_ids",
}


#: Parts that aggregates keep in a list, by the table that PostgreSQL keeps them in (only where they hold personal columns).
TABLES_OF_PARTS: Mapping[str, str] = {
    "orders.timeline": "order_timeline",
    "orders.shipments": "shipments",
    "payments.ledger": "payment_events",
}


def is_personal(table: str, column: str) -> bool:
    return column in PERSONAL.get(table, ())

"""Every permission of the shop, by action; roles and tokens are made of these."""

from __future__ import annotations

#: Name → what it allows, in the words of the admin panel.
PERMISSIONS: dict[str, str] = {
    "catalog.read": "See the whole catalogue, drafts included",
    "catalog.write": "Change products, categories, collections, attributes and prices",
    "catalog.import": "Import and export the catalogue",
    "channels.write": "Change channels and their settings",
    "inventory.read": "See stock and its movements",
    "inventory.write": "Change stock, locations and thresholds",
    "shipping.write": "Change shipping zones and methods",
    "tax.write": "Change tax zones, categories and rates",
    "orders.read": "See all orders",
    "orders.cancel": "Cancel orders",
    "orders.refund": "Refund payments",
    "orders.capture": "Capture payments and record received ones",
    "orders.fulfil": "Ship orders",
    "carts.read": "See carts of customers",
    "system.read": "See queues, outbox and health details",
    "system.write": "Retry failed work",
}

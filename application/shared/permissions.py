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
    "customers.read": "See customers, their addresses and orders",
    "customers.write": "Change customers, groups, tags and notes",
    "customers.lock": "Lock customers out and let them in again",
    "customers.impersonate": "Act as a customer in the shop",
    "privacy.read": "See what is due to be forgotten",
    "privacy.export": "Export everything about a person",
    "privacy.erase": "Erase persons",
    "staff.read": "See staff and open invitations",
    "staff.write": "Invite, lock and remove staff, and give them roles",
    "second_factors.reset": "Take a lost second factor off somebody's account",
    "roles.read": "See roles and what they allow",
    "roles.write": "Make and change roles",
    "keys.read": "See API keys, never their secrets",
    "keys.write": "Make and revoke API keys",
    "audit.read": "Search and verify the audit log",
    "audit.export": "Take the audit log along",
    "system.read": "See queues, outbox and health details",
    "system.write": "Retry failed work",
}

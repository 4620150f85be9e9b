"""What each context knows about a person, table by table: how rows are found, and what becomes of them at an erasure.

A table with personal columns (`adapters/personal_data.py`) has a rule here, or a test fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from domain.orders.parts import Terms
from domain.shared.address import Address


class By(Enum):
    """What a column of a rule holds; a row is a person's when one of its columns does."""

    ACCOUNT = "account"
    EMAIL = "email"
    CART = "cart"
    ORDER = "order"
    PAYMENT = "payment"


Blank = Callable[[Any], Any]
NOTHING_MORE: Mapping[str, Blank] = {}


def _nothing(_: Any) -> None:
    return None


def emptied(_: Any) -> str:
    return ""


def _no_facts(_: Any) -> dict[str, str]:
    return {}


def nobodys_address(address: Address | None) -> Address | None:
    """Where tax was due stays known: the country and its region."""
    return None if address is None else Address("", (), "", address.country, region=address.region)


def nobodys_terms(terms: Terms) -> Terms:
    """Without the person. What no tax was charged for stays as long as the tax office may ask: kind, VAT number and its proof,
    number of the certificate; not the words that staff wrote about it."""
    relief = None if terms.relief is None else replace(terms.relief, reason="")
    billing = nobodys_address(terms.billing_address)
    assert billing is not None  # nosec B101 - for the type checker: there always is one
    return replace(terms, email="", shipping_address=nobodys_address(terms.shipping_address), billing_address=billing, relief=relief)


def unproven_terms(terms: Terms) -> Terms:
    """Once nobody may ask any more: that no tax was charged, and nothing that says to whom."""
    bare = nobodys_terms(terms)
    return bare if bare.relief is None else replace(bare, relief=replace(bare.relief, certificate="", vat_number="", vat_reference=""))


def _unreasoned(refunds: Any) -> Any:
    return type(refunds)(replace(each, reason="") for each in refunds)


def _undetailed(operations: Any) -> Any:
    return type(operations)(replace(each, detail="") for each in operations)


@dataclass(frozen=True)
class Rule:
    """`blank` names the columns that lose the person; without it the row is deleted. `later` goes further, after the legal period.

    `part_of` is where memory keeps parts: the list `part_of[1]` of the rows of `part_of[0]`. `memory_keys` are the columns as memory
    calls them. `in_passing`: the row is about somebody or something else, and names the person as whoever did it.
    """

    table: str
    keys: Mapping[str, By]
    blank: Mapping[str, Blank] = field(default_factory=dict)
    later: Mapping[str, Blank] = field(default_factory=dict)
    part_of: tuple[str, str] | None = None
    memory_keys: Mapping[str, By] | None = None
    exported: bool = True
    in_passing: bool = False


#: Contexts in the order in which they are forgotten: the account, to which others refer, comes last.
RULES: Mapping[str, tuple[Rule, ...]] = {
    "notifications": (Rule("messages", {"recipient": By.EMAIL}),),
    "payments": (
        Rule("payment_events", {"payment_id": By.PAYMENT}, {"detail": emptied}, part_of=("payments", "ledger")),
        Rule(
            "payments",
            {"order_id": By.ORDER, "cart_id": By.CART},
            {"instrument": _nothing, "action_url": _nothing, "operations": _undetailed},
        ),
    ),
    "orders": (
        Rule(
            "order_timeline",
            {"order_id": By.ORDER},
            {"actor": emptied, "data": _no_facts, "on_behalf_of": _nothing},
            part_of=("orders", "timeline"),
        ),
        Rule(
            "order_timeline", {"actor_id": By.ACCOUNT}, {"actor": emptied}, part_of=("orders", "timeline"), in_passing=True, exported=False
        ),
        Rule("shipments", {"order_id": By.ORDER}, {"tracking_number": emptied, "tracking_url": emptied}, part_of=("orders", "shipments")),
        Rule("order_lines", {"order_id": By.ORDER}, {"sku": lambda sku: sku}, part_of=("orders", "lines")),
        Rule(
            "orders",
            {"id": By.ORDER},
            {"email": emptied, "terms": nobodys_terms, "account_id": _nothing, "refunds": _unreasoned},
            later={"terms": unproven_terms},
        ),
    ),
    "checkout": (Rule("checkouts", {"id": By.CART}),),
    "cart": (Rule("carts", {"id": By.CART}),),
    "privacy": (
        Rule("consents", {"account_id": By.ACCOUNT, "email": By.EMAIL}),
        Rule("data_exports", {"account_id": By.ACCOUNT}, exported=False),
    ),
    "sessions": (Rule("sessions", {"account_id": By.ACCOUNT}),),
    "access": (
        Rule("impersonations", {"account_id": By.ACCOUNT}, {"reason": emptied}),
        Rule("invitations", {"email": By.EMAIL}),
        Rule("staff_members", {"account_id": By.ACCOUNT}),
    ),
    "customers": (
        Rule("customer_notes", {"customer_id": By.ACCOUNT}, memory_keys={"account_id": By.ACCOUNT}),
        Rule("customers", {"id": By.ACCOUNT}),
    ),
    "identity": (
        Rule("known_devices", {"account_id": By.ACCOUNT}),
        Rule("email_changes", {"account_id": By.ACCOUNT}),
        Rule("external_identities", {"account_id": By.ACCOUNT}),
        Rule("sign_in_challenges", {"account_id": By.ACCOUNT}),
        Rule("passkeys", {"account_id": By.ACCOUNT}),
        Rule("second_factors", {"id": By.ACCOUNT}),
        Rule("mailed_secrets", {"account_id": By.ACCOUNT}, exported=False),
        Rule("registrations", {"email_key": By.EMAIL}),
        Rule("link_requests", {"email_key": By.EMAIL}),
        Rule("accounts", {"id": By.ACCOUNT}),
    ),
}

#: Contexts that know about a person by way of an order alone.
OF_ORDERS = ("payments", "orders", "checkout", "cart")

#: Personal tables whose rows are found by what is written in them, not by a key.
FOUND_BY_CONTENT = frozenset({"idempotency_keys"})


def every_rule() -> list[tuple[str, Rule]]:
    return [(context, rule) for context, rules in RULES.items() for rule in rules]

"""What ends when, table by table: the conditions behind the rules of retention, for both backends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.privacy.rules import Blank, emptied
from application.privacy.ports import RetentionRule
from domain.cart.cart import CartState


@dataclass(frozen=True)
class Expiry:
    """Rows end at the first of `since` that is set, where the columns of `only` hold these values and those of `but` do not.

    `blank` names the columns that lose their content; without it the row is deleted. `parts` are the tables whose rows go along
    under the same key, as a foreign key would have it.
    """

    table: str
    since: tuple[str, ...]
    only: Mapping[str, Any] = field(default_factory=dict)
    but: Mapping[str, Any] = field(default_factory=dict)
    blank: Mapping[str, Blank] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


#: What an order's tax relief is proved by, which an erasure leaves there for the tax office.
PROOFS = ("vat_number", "vat_reference", "certificate")


#: Rules that are conditions on one table or a few. Orders and closed accounts reach over many, and what goes along with an
#: abandoned cart is for carts to know: see the backends.
EXPIRIES: Mapping[RetentionRule, tuple[Expiry, ...]] = {
    RetentionRule.ORDERED_CARTS: (Expiry("carts", ("updated_at",), only={"state": CartState.ORDERED}, parts=("checkouts",)),),
    RetentionRule.MAILS: (Expiry("messages", ("sent_at",)), Expiry("messages", ("created_at",), only={"sent_at": None})),
    RetentionRule.SESSIONS: (Expiry("sessions", ("ended_at", "expires_at")),),
    RetentionRule.REGISTRATIONS: (Expiry("registrations", ("created_at",)), Expiry("consents", ("given_at",), only={"confirmed_at": None})),
    RetentionRule.MAILED_LINKS: (Expiry("mailed_secrets", ("expires_at",)), Expiry("link_requests", ("created_at",))),
    RetentionRule.FORMER_ADDRESSES: (Expiry("email_changes", ("created_at",)),),
    RetentionRule.DEVICES: (Expiry("known_devices", ("last_seen_at",)),),
    RetentionRule.INVITATIONS: (Expiry("invitations", ("expires_at",)),),
    RetentionRule.EXPORTS: (Expiry("data_exports", ("expires_at",)),),
    RetentionRule.IMPERSONATION_REASONS: (Expiry("impersonations", ("created_at",), but={"reason": ""}, blank={"reason": emptied}),),
    RetentionRule.CONSENTS: (Expiry("consents", ("withdrawn_at",)),),
}

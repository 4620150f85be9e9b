"""An entry of the audit log: one fact, written once, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.shared.ids import AccountId, ApiKeyId, AuditEntryId, SessionId


@dataclass(frozen=True)
class Doer:
    """Who did it. `label` names only those without an account (a key's token, a terminal, the system): people are ids here.

    `impersonator_id` is the staff account that acted as the customer `account_id`.
    """

    kind: str
    label: str = ""
    account_id: AccountId | None = None
    session_id: SessionId | None = None
    key_id: ApiKeyId | None = None
    impersonator_id: AccountId | None = None


@dataclass(frozen=True)
class AuditEntry:
    """`action` is a use case or an event (`orders.refund`, `identity.password_changed`), `facts` the ids and amounts that were given
    with it, `before` and `after` plain values of the fields that changed (None: there was, or is, no such object). `network` is
    coarse: never a whole address. `network_salt` and `network_proof` let it be forgotten after a while: the proof stays.
    """

    id: AuditEntryId
    at: datetime
    who: Doer
    action: str
    object_kind: str
    object_id: str
    facts: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    network: str
    request_id: str
    network_salt: str = ""
    network_proof: str = ""

    @property
    def names_its_network(self) -> bool:
        """What it says is what it said when it was written; nothing, once that was forgotten."""
        return not self.network or self.network_proof == proof_of(self.network, self.network_salt)


def proof_of(network: str, salt: str) -> str:
    """What stays of a network: 128 bits that tell nothing to whoever has not got the salt. Nothing stays of none."""
    return hashlib.sha256(f"{salt}:{network}".encode()).hexdigest()[:32] if network else ""

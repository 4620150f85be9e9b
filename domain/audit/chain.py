"""The chain over audit entries: each link's hash covers its entry, its place, and the link before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

from domain.audit.entry import AuditEntry
from domain.shared.ids import AuditEntryId

#: What stands before the first link.
GENESIS = "0" * 64
#: A report names at most so many faults; one is enough to be alarmed.
MOST_FAULTS = 50


@dataclass(frozen=True)
class ChainLink:
    """Place `position` (1, 2, …) belongs to this entry. `seal` proves that a holder of the shop's key made the hash."""

    position: int
    entry_id: AuditEntryId
    hash: str
    seal: str


class FaultKind(Enum):
    CHANGED = "changed"
    MISSING = "missing"
    GAP = "gap"
    FORGED = "forged"
    UNCHAINED = "unchained"
    CUT_OFF = "cut_off"


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place: the entry was changed or is missing, places are missing before it, the seal is not ours, an
    entry that was never recorded here, or the end of the chain is gone."""

    kind: FaultKind
    position: int | None = None
    entry_id: AuditEntryId | None = None


def canonical(entry: AuditEntry) -> bytes:
    """The same bytes for the same entry wherever and whenever: sorted keys, UTC, no spaces. Never change it: old hashes depend on it."""
    who = entry.who
    document = {
        "id": str(entry.id),
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": who.kind,
        "label": who.label,
        **{name: _id(getattr(who, name)) for name in ("account_id", "session_id", "key_id", "impersonator_id")},
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "facts": entry.facts,
        "before": entry.before,
        "after": entry.after,
        "network": entry.network_proof,
        "request_id": entry.request_id,
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=dict).encode()


def _id(value: object) -> str | None:
    return None if value is None else str(value)


def link_hash(previous: str, position: int, entry: AuditEntry) -> str:
    """SHA-256, as hex, over the hash before, the place and the entry."""
    return hashlib.sha256(f"{previous}:{position}:".encode() + canonical(entry)).hexdigest()


@dataclass
class ChainCheck:
    """Walks along the chain, link by link in order of position, and collects what is wrong."""

    previous: str = GENESIS
    position: int = 0
    faults: list[Fault] = field(default_factory=list)

    def step(self, link: ChainLink, entry: AuditEntry | None, *, seal_is_ours: bool) -> None:
        """`entry` is None when it is gone. A wrong link is reported once: its own hash is believed for what follows."""
        if link.position != self.position + 1:
            self._fault(FaultKind.GAP, link)
        if entry is None:
            self._fault(FaultKind.MISSING, link)
        elif entry.id != link.entry_id or link_hash(self.previous, link.position, entry) != link.hash or not entry.names_its_network:
            self._fault(FaultKind.CHANGED, link)
        if not seal_is_ours:
            self._fault(FaultKind.FORGED, link)
        self.previous, self.position = link.hash, link.position

    def end(self, head: ChainLink | None) -> None:
        """`head` is the last link as it was noted apart from the chain."""
        if head is not None and (head.position, head.hash) != (self.position, self.previous):
            self.faults.append(Fault(FaultKind.CUT_OFF, head.position))

    def expect(self, position: int, known_hash: str) -> bool:
        """Whether the walk stands at this place; then its hash must be the one that somebody noted outside."""
        if self.position == position and self.previous != known_hash:
            self.faults.append(Fault(FaultKind.FORGED, position))
        return self.position == position

    def _fault(self, kind: FaultKind, link: ChainLink) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(kind, link.position, link.entry_id))


@dataclass(frozen=True)
class ChainReport:
    """What a verification found. `waiting` entries are recorded and not yet chained; `other_key` links carry a seal made with
    another key than the present one: their hashes were checked, their seals were not."""

    links: int
    waiting: int
    other_key: int
    head: ChainLink | None
    faults: tuple[Fault, ...]
    verified_at: datetime

    @property
    def sound(self) -> bool:
        return not self.faults

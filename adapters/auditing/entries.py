"""Collects what a transaction has to say to the audit log, and makes entries of it at commit."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.auditing.redaction import NOISE, plain
from adapters.codec import encode
from adapters.request_context import request_context
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.recording import Change, Recording, entrance, recording
from domain.audit.entry import AuditEntry, Doer, proof_of
from domain.shared.events import Event
from domain.shared.ids import AuditEntryId

#: Contexts whose every event is an entry: what happens to credentials, rights and personal data.
RECORDED_CONTEXTS = ("identity.", "sessions.", "access.", "privacy.")
#: A text in an event that is longer than a word of ours is nobody's business here.
LONGEST_WORD = 60
_WORD = re.compile(r"[\w.:\- ]*")


class TransactionAudit:
    """`uow.audit`: holds entries back until the transaction is about to become durable."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._said: list[tuple[str, Change]] = []

    def record(
        self, action: str, object_kind: str, object_id: object, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        self._said.append((action, Change(object_kind, str(object_id), _plain(before), _plain(after))))

    def release(self, events: Iterable[Event]) -> list[AuditEntry]:
        """The entries of this commit, once: what was said, what the use case changed, what happened to credentials."""
        running = recording()
        said, self._said = self._said, []
        of_events = [(event.name, _of_event(event)) for event in events if event.name.startswith(RECORDED_CONTEXTS)]
        of_use_case = [] if running is None else [(running.action, change) for change in running.changes]
        rows = [*said, *of_use_case, *of_events]
        if not rows:
            return []
        return [self._entry(action, change, running) for action, change in rows]

    def _entry(self, action: str, change: Change, running: Recording | None) -> AuditEntry:
        way = entrance()
        salt = secrets.token_hex(8) if way.network else ""
        return AuditEntry(
            id=AuditEntryId(self._ids.new()),
            at=self._clock.now(),
            who=doer_of(running.actor if running is not None else way.known_actor),
            action=action,
            object_kind=change.object_kind,
            object_id=change.object_id,
            facts={} if running is None else running.facts,
            before=change.before,
            after=change.after,
            network=way.network,
            request_id=request_context().get("request_id", ""),
            network_salt=salt,
            network_proof=proof_of(way.network, salt),
        )


def written_down(entries: list[AuditEntry]) -> None:
    """Tell the running use case that its changes are in this transaction."""
    running = recording()
    if running is not None:
        running.changes.clear()
        running.written += len(entries)


def given_up() -> None:
    """The transaction was left without commit: what it changed did not happen."""
    running = recording()
    if running is not None:
        running.changes.clear()


def doer_of(actor: Actor) -> Doer:
    nobody = actor.account_id is None and actor.key_id is None
    return Doer(
        kind=actor.kind.value,
        label=actor.label[:200] if nobody else "",
        account_id=actor.account_id,
        session_id=actor.session_id,
        key_id=actor.key_id,
        impersonator_id=actor.impersonator_id,
    )


def _plain(fields: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = None if fields is None else plain(encode(dict(fields)))
    return found


def _of_event(event: Event) -> Change:
    """Events hold ids and words; anything else in them is left out."""
    data = {name: value for name, value in encode(event).items() if name not in NOISE and name != "occurred_at"}
    kind = next((name.removesuffix("_id") for name, value in data.items() if value == str(event.aggregate_id) and name.endswith("_id")), "")
    return Change(kind or event.name.partition(".")[0], str(event.aggregate_id), None, {k: v for k, v in plain(data).items() if _fit(v)})


def _fit(value: Any) -> bool:
    return not isinstance(value, str) or (len(value) <= LONGEST_WORD and _WORD.fullmatch(value) is not None)

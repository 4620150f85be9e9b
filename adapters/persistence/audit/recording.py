"""Notes what the ORM is about to write while a use case is on record, and stores entries with the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import InstanceState, Session

from adapters.auditing.kinds import kind_of
from adapters.auditing.redaction import NOISE, redacted
from adapters.persistence.audit.tables import audit_entries, audit_waiting
from application.shared.recording import Change, recording
from domain.audit.entry import AuditEntry
from domain.shared.aggregate import Aggregate

Fields = dict[str, Any]


def store_entries(session: Session, entries: list[AuditEntry]) -> None:
    """Two statements, whatever their number; no lock that another writer waits for."""
    session.execute(insert(audit_entries), [row_of(entry) for entry in entries])
    session.execute(insert(audit_waiting), [{"entry_id": entry.id} for entry in entries])


def row_of(entry: AuditEntry) -> dict[str, Any]:
    who = entry.who
    return {
        "id": entry.id,
        "at": entry.at,
        "actor_kind": who.kind,
        "actor_label": who.label,
        "account_id": who.account_id,
        "session_id": who.session_id,
        "key_id": who.key_id,
        "impersonator_id": who.impersonator_id,
        "action": entry.action,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "facts": dict(entry.facts),
        "before": None if entry.before is None else dict(entry.before),
        "after": None if entry.after is None else dict(entry.after),
        "network": entry.network,
        "request_id": entry.request_id,
        "network_salt": entry.network_salt,
        "network_proof": entry.network_proof,
    }


def listen_for_changes() -> None:
    """Once a process; without a use case on record it costs one look a flush."""
    if not event.contains(Session, "before_flush", _note_changes):
        event.listen(Session, "before_flush", _note_changes)


def _note_changes(session: Session, _context: object, _instances: object) -> None:
    running = recording()
    if running is None:
        return
    new, deleted = session.new, session.deleted
    for subject in (*new, *session.dirty, *deleted):
        if isinstance(subject, Aggregate):
            change = _change(subject, is_new=subject in new, is_deleted=subject in deleted)
            if change is not None:
                running.changes.append(change)


def _change(subject: Aggregate, *, is_new: bool, is_deleted: bool) -> Change | None:
    before, after = _columns(inspect(subject), "")
    for name, parts in _collections(inspect(subject)):
        for prefix, part, removed in parts:
            was, becomes = _columns(inspect(part), f"{name}.{prefix}.", everything=removed)
            before.update(was)
            after.update({} if removed else becomes)
    if is_deleted:
        before = _columns(inspect(subject), "", everything=True)[0]
    if not is_new and not is_deleted and not before and not after:
        return None
    key: UUID = subject.id  # type: ignore[attr-defined]  # every aggregate has an id
    return Change(kind_of(subject), str(key), None if is_new else before, None if is_deleted else after)


def _collections(state: InstanceState[Any]) -> Iterable[tuple[str, list[tuple[str, Any, bool]]]]:
    """Parts by collection: (name within it, part, whether it was taken out)."""
    for relation in state.mapper.relationships:
        history = state.attrs[relation.key].history
        stay = [(part, False) for part in (*history.unchanged, *history.added)]
        gone = [(part, True) for part in history.deleted]
        yield relation.key, [(str(getattr(part, "id", number)), part, removed) for number, (part, removed) in enumerate(stay + gone)]


def _columns(state: InstanceState[Any], prefix: str, *, everything: bool = False) -> tuple[Fields, Fields]:
    """Fields before and after. `everything` tells what a deleted one was."""
    table = str(state.mapper.persist_selectable.description)
    before: Fields = {}
    after: Fields = {}
    for column in state.mapper.column_attrs:
        name = column.key
        if name in NOISE or name.startswith("_"):
            continue
        history = state.attrs[name].history
        if everything:
            value = (history.deleted or history.unchanged or [None])[0]
            before[prefix + name] = redacted(table, name, value)
        elif history.has_changes():
            if history.deleted:
                before[prefix + name] = redacted(table, name, history.deleted[0])
            if history.added:
                after[prefix + name] = redacted(table, name, history.added[0])
    return before, after

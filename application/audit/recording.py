"""Puts what staff, machines and impersonators do on record: changes with their transaction, a look by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from application.shared.actor import Actor, ActorKind
from application.shared.recording import Change, Recording, during
from application.shared.unit_of_work import UnitOfWork, UnitOfWorkFactory
from domain.shared.money import Money

R = TypeVar("R")

#: Looks at what is no secret and nobody's own: not worth a row. Every other look is recorded like a change.
UNRECORDED_LOOKS = frozenset({"catalog.read", "inventory.read", "system.read"})
#: Fields of commands whose texts name an object of the shop, never a person.
NAMES_OF_OBJECTS = frozenset({"number", "sku", "code", "slug", "channel", "location", "role", "permission", "reference"})
MOST_IDS = 20


@dataclass(frozen=True)
class AuditTrail:
    """The pipeline's `Trail`."""

    unit_of_work: UnitOfWorkFactory[UnitOfWork]

    def follow(self, use_case: str, permission: str | None, actor: Actor, command: object, work: Callable[[], R]) -> R:
        with during(Recording(use_case, actor, facts_of(command))) as running:
            result = work()
            if running.written == 0 and _worth_a_row(permission, actor):
                self._note(running)
        return result

    def _note(self, running: Recording) -> None:
        """What its transaction did not say: a look at personal data, or an effect outside of the database."""
        running.changes.append(Change(*object_of(running), None, None))
        with self.unit_of_work() as uow:
            uow.commit()


def _worth_a_row(permission: str | None, actor: Actor) -> bool:
    if actor.kind is ActorKind.SYSTEM:
        return False  # Recurring work that found nothing to do.
    return actor.impersonator_id is not None or permission not in UNRECORDED_LOOKS


def object_of(running: Recording) -> tuple[str, str]:
    """The first object that the command names: `("order", "…")`, or its context and a name."""
    context = running.action.partition(".")[0]
    for name, value in running.facts.items():
        if name.endswith("_id") and isinstance(value, str):
            return name.removesuffix("_id"), value
    for name in ("number", "sku", "code", "slug", "channel"):
        if isinstance(running.facts.get(name), str):
            return context, running.facts[name]
    return context, ""


def facts_of(command: object) -> Mapping[str, Any]:
    """Ids, amounts and choices of a command: whatever cannot hold a secret or a person's data."""
    if not is_dataclass(command) or isinstance(command, type):
        return {}
    found = {}
    for each in fields(command):
        value = _fact(each.name, getattr(command, each.name))
        if value is not None:
            found[each.name] = value
    return found


def _fact(name: str, value: object) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency.code}
    if isinstance(value, str):
        return value if name in NAMES_OF_OBJECTS and value and len(value) <= 200 else None
    if isinstance(value, (tuple, list, frozenset, set)) and value and all(isinstance(item, UUID) for item in value):
        return [str(item) for item in list(value)[:MOST_IDS]]
    return None

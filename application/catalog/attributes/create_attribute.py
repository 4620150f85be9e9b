"""Staff define an attribute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.attribute import Attribute, AttributeKind, Choice, ValueRules
from domain.shared.ids import AttributeId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class CreateAttribute:
    actor: Actor
    code: str
    kind: AttributeKind
    label: LocalizedText
    filterable: bool = False
    unit: str = ""
    rules: ValueRules | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class CreateAttributeHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateAttribute) -> Attribute:
        with self.unit_of_work() as uow:
            attribute = Attribute(
                AttributeId(self.ids.new()),
                command.code,
                command.kind,
                command.label,
                self.clock.now(),
                filterable=command.filterable,
                unit=command.unit,
                rules=command.rules,
                choices=command.choices,
            )
            uow.attributes.add(attribute)
            uow.commit()
        return attribute

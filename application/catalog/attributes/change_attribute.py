"""Staff change the labels, limits and choices of an attribute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.attribute import Attribute, Choice, ChoiceInUse, ValueRules
from domain.shared.ids import AttributeId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class ChangeAttribute:
    """None leaves a field as it is; `choices` are the new list as a whole."""

    actor: Actor
    attribute_id: AttributeId
    expected_version: int | None = None
    label: LocalizedText | None = None
    filterable: bool | None = None
    unit: str | None = None
    rules: ValueRules | None = None
    choices: tuple[Choice, ...] | None = None


@dataclass(frozen=True)
class ChangeAttributeHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeAttribute) -> Attribute:
        with self.unit_of_work() as uow:
            uow.attributes.lock_definitions()
            attribute = uow.attributes.get(command.attribute_id)
            attribute.expect_version(command.expected_version)
            gone = attribute.change(
                self.clock.now(),
                label=command.label,
                filterable=command.filterable,
                unit=command.unit,
                rules=command.rules,
                choices=command.choices,
            )
            if gone and (used := uow.attributes.choices_in_use(attribute.code, gone)):
                raise ChoiceInUse(attribute.code, used)
            uow.commit()
        return attribute

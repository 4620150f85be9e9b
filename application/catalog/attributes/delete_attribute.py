"""Staff delete an attribute that no product type uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.attribute import AttributeInUse
from domain.shared.ids import AttributeId


@dataclass(frozen=True, kw_only=True)
class DeleteAttribute:
    actor: Actor
    attribute_id: AttributeId
    expected_version: int | None = None


@dataclass(frozen=True)
class DeleteAttributeHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: DeleteAttribute) -> None:
        with self.unit_of_work() as uow:
            uow.attributes.lock_definitions()
            attribute = uow.attributes.get(command.attribute_id)
            attribute.expect_version(command.expected_version)
            if uow.attributes.is_used(attribute.code):
                raise AttributeInUse(attribute.code)
            attribute.deleted(self.clock.now())
            uow.attributes.remove(attribute)
            uow.commit()

"""Staff choose the pictures and films of a product, and their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.catalog.products.given import GivenMedia, as_media
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import Product
from domain.shared.errors import InvalidValue
from domain.shared.ids import MediaId, ProductId


@dataclass(frozen=True, kw_only=True)
class SetMedia:
    """The whole list in order: items with the id of present ones are kept or changed, those without are new, the rest goes."""

    actor: Actor
    product_id: ProductId
    media: tuple[GivenMedia, ...]
    expected_version: int | None = None


@dataclass(frozen=True)
class SetMediaHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: SetMedia) -> Product:
        with self.unit_of_work() as uow:
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            known = {item.id for item in product.media}
            for index, item in enumerate(command.media):
                if item.id is not None and item.id not in known:
                    raise InvalidValue(f"media/{index}/id", "is not among the media of this product")
            product.change(self.clock.now(), media=tuple(as_media(item, MediaId(self.ids.new())) for item in command.media))
            uow.commit()
        return product

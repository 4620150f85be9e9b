"""Staff show a product in a channel for a window of time, or take it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.catalog.products.create_product import publish
from application.catalog.products.given import GivenPublication
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import Product
from domain.shared.ids import ProductId


@dataclass(frozen=True, kw_only=True)
class PublishProduct:
    """Publishing again replaces the window."""

    actor: Actor
    product_id: ProductId
    publication: GivenPublication
    expected_version: int | None = None


@dataclass(frozen=True)
class PublishProductHandler:
    permission: ClassVar[str | None] = "catalog.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: PublishProduct) -> Product:
        with self.unit_of_work() as uow:
            command.actor.require("catalog.write", uow.channels.by_code(command.publication.channel).id)
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            publish(uow, product, command.publication, self.clock.now())
            uow.commit()
        return product


@dataclass(frozen=True, kw_only=True)
class UnpublishProduct:
    """`channel` by code."""

    actor: Actor
    product_id: ProductId
    channel: str
    expected_version: int | None = None


@dataclass(frozen=True)
class UnpublishProductHandler:
    permission: ClassVar[str | None] = "catalog.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: UnpublishProduct) -> Product:
        with self.unit_of_work() as uow:
            channel_id = uow.channels.by_code(command.channel).id
            command.actor.require("catalog.write", channel_id)
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            product.unpublish(self.clock.now(), channel_id)
            uow.commit()
        return product

"""What happens in the catalogue. Listeners read the present state: an id that is not found any more was deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AttributeId, CategoryId, ChannelId, CollectionId, ImportId, ProductId, ProductTypeId


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Event):
    """A channel was made or changed."""

    name: ClassVar[str] = "catalog.channel_changed"
    channel_id: ChannelId

    @property
    def aggregate_id(self) -> UUID:
        return self.channel_id


@dataclass(frozen=True, kw_only=True)
class ProductChanged(Event):
    """A product was made, deleted, or anything of it that shoppers can see was changed: text, variants, media, publication, status."""

    name: ClassVar[str] = "catalog.product_changed"
    product_id: ProductId

    @property
    def aggregate_id(self) -> UUID:
        return self.product_id


@dataclass(frozen=True, kw_only=True)
class ProductsChanged(Event):
    """Many products changed at once, prices included (an import, a deleted category): one event for a batch of at most 1,000."""

    name: ClassVar[str] = "catalog.products_changed"
    batch_id: UUID
    product_ids: tuple[ProductId, ...]

    @property
    def aggregate_id(self) -> UUID:
        return self.batch_id


@dataclass(frozen=True, kw_only=True)
class CategoryChanged(Event):
    """A category was made, renamed, moved, reordered or deleted; a move changes the path of its whole subtree."""

    name: ClassVar[str] = "catalog.category_changed"
    category_id: CategoryId

    @property
    def aggregate_id(self) -> UUID:
        return self.category_id


@dataclass(frozen=True, kw_only=True)
class CollectionChanged(Event):
    """A collection, its rules or its members changed, or it was deleted."""

    name: ClassVar[str] = "catalog.collection_changed"
    collection_id: CollectionId

    @property
    def aggregate_id(self) -> UUID:
        return self.collection_id


@dataclass(frozen=True, kw_only=True)
class AttributeChanged(Event):
    """An attribute was made, deleted, or its labels, choices or use as a filter changed."""

    name: ClassVar[str] = "catalog.attribute_changed"
    attribute_id: AttributeId

    @property
    def aggregate_id(self) -> UUID:
        return self.attribute_id


@dataclass(frozen=True, kw_only=True)
class ProductTypeChanged(Event):
    """A product type was made, deleted, renamed, or describes its products by other attributes."""

    name: ClassVar[str] = "catalog.product_type_changed"
    product_type_id: ProductTypeId

    @property
    def aggregate_id(self) -> UUID:
        return self.product_type_id


@dataclass(frozen=True, kw_only=True)
class CatalogImportRequested(Event):
    """Staff gave a catalogue file to the worker."""

    name: ClassVar[str] = "catalog.import_requested"
    import_id: ImportId

    @property
    def aggregate_id(self) -> UUID:
        return self.import_id

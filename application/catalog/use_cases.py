"""The table of contents of the catalogue's write side."""

from __future__ import annotations

from dataclasses import dataclass

from application.catalog.attributes.change_attribute import ChangeAttribute, ChangeAttributeHandler
from application.catalog.attributes.change_product_type import ChangeProductType, ChangeProductTypeHandler
from application.catalog.attributes.create_attribute import CreateAttribute, CreateAttributeHandler
from application.catalog.attributes.create_product_type import CreateProductType, CreateProductTypeHandler
from application.catalog.attributes.delete_attribute import DeleteAttribute, DeleteAttributeHandler
from application.catalog.attributes.delete_product_type import DeleteProductType, DeleteProductTypeHandler
from application.catalog.attributes.read_attributes import (
    GetAttribute,
    GetAttributeHandler,
    GetProductType,
    GetProductTypeHandler,
    ListAttributes,
    ListAttributesHandler,
    ListProductTypes,
    ListProductTypesHandler,
)
from application.catalog.categories.change_category import ChangeCategory, ChangeCategoryHandler
from application.catalog.categories.create_category import CreateCategory, CreateCategoryHandler
from application.catalog.categories.delete_category import DeleteCategory, DeleteCategoryHandler
from application.catalog.categories.move_category import MoveCategory, MoveCategoryHandler
from application.catalog.categories.read_categories import (
    CategoryInTree,
    GetCategory,
    GetCategoryHandler,
    ListCategories,
    ListCategoriesHandler,
)
from application.catalog.categories.rebuild_paths import RebuildCategoryPaths, RebuildCategoryPathsHandler
from application.catalog.categories.reorder_categories import ReorderCategories, ReorderCategoriesHandler
from application.catalog.change_channel import ChangeChannel, ChangeChannelHandler
from application.catalog.collections.change_collection import ChangeCollection, ChangeCollectionHandler
from application.catalog.collections.change_members import ChangeMembers, ChangeMembersHandler
from application.catalog.collections.create_collection import CreateCollection, CreateCollectionHandler
from application.catalog.collections.delete_collection import DeleteCollection, DeleteCollectionHandler
from application.catalog.collections.read_collections import (
    GetCollection,
    GetCollectionHandler,
    ListCollections,
    ListCollectionsHandler,
    ListMembers,
    ListMembersHandler,
)
from application.catalog.create_channel import CreateChannel, CreateChannelHandler
from application.catalog.list_channels import ListChannels, ListChannelSettings, ListChannelSettingsHandler, ListChannelsHandler
from application.catalog.ports import ProductSummary
from application.catalog.products.add_variant import AddVariant, AddVariantHandler
from application.catalog.products.change_product import ChangeProduct, ChangeProductHandler
from application.catalog.products.change_status import ChangeProductStatus, ChangeProductStatusHandler
from application.catalog.products.change_variant import ChangeVariant, ChangeVariantHandler
from application.catalog.products.create_product import CreateProduct, CreateProductHandler
from application.catalog.products.delete_product import DeleteProduct, DeleteProductHandler
from application.catalog.products.publish_product import (
    PublishProduct,
    PublishProductHandler,
    UnpublishProduct,
    UnpublishProductHandler,
)
from application.catalog.products.read_products import (
    GetProduct,
    GetProductHandler,
    GetProductOfVariant,
    GetProductOfVariantHandler,
    ListProducts,
    ListProductsHandler,
)
from application.catalog.products.remove_variant import RemoveVariant, RemoveVariantHandler
from application.catalog.products.reorder_variants import ReorderVariants, ReorderVariantsHandler
from application.catalog.products.set_media import SetMedia, SetMediaHandler
from application.shared.pagination import Page
from application.shared.pipeline import UseCase, handled_by
from domain.catalog.attribute import Attribute
from domain.catalog.category import Category
from domain.catalog.channel import Channel
from domain.catalog.collection import Collection
from domain.catalog.product import Product
from domain.catalog.product_type import ProductType
from domain.shared.ids import ProductId


@dataclass(frozen=True)
class CatalogUseCases:
    create_channel: UseCase[CreateChannel, Channel] = handled_by(CreateChannelHandler)
    change_channel: UseCase[ChangeChannel, Channel] = handled_by(ChangeChannelHandler)
    list_channels: UseCase[ListChannels, list[Channel]] = handled_by(ListChannelsHandler)
    list_channel_settings: UseCase[ListChannelSettings, list[Channel]] = handled_by(ListChannelSettingsHandler)

    create_category: UseCase[CreateCategory, Category] = handled_by(CreateCategoryHandler)
    change_category: UseCase[ChangeCategory, Category] = handled_by(ChangeCategoryHandler)
    move_category: UseCase[MoveCategory, Category] = handled_by(MoveCategoryHandler)
    reorder_categories: UseCase[ReorderCategories, list[Category]] = handled_by(ReorderCategoriesHandler)
    delete_category: UseCase[DeleteCategory, None] = handled_by(DeleteCategoryHandler)
    get_category: UseCase[GetCategory, CategoryInTree] = handled_by(GetCategoryHandler)
    list_categories: UseCase[ListCategories, list[Category]] = handled_by(ListCategoriesHandler)
    rebuild_category_paths: UseCase[RebuildCategoryPaths, None] = handled_by(RebuildCategoryPathsHandler)

    create_attribute: UseCase[CreateAttribute, Attribute] = handled_by(CreateAttributeHandler)
    change_attribute: UseCase[ChangeAttribute, Attribute] = handled_by(ChangeAttributeHandler)
    delete_attribute: UseCase[DeleteAttribute, None] = handled_by(DeleteAttributeHandler)
    get_attribute: UseCase[GetAttribute, Attribute] = handled_by(GetAttributeHandler)
    list_attributes: UseCase[ListAttributes, list[Attribute]] = handled_by(ListAttributesHandler)
    create_product_type: UseCase[CreateProductType, ProductType] = handled_by(CreateProductTypeHandler)
    change_product_type: UseCase[ChangeProductType, ProductType] = handled_by(ChangeProductTypeHandler)
    delete_product_type: UseCase[DeleteProductType, None] = handled_by(DeleteProductTypeHandler)
    get_product_type: UseCase[GetProductType, ProductType] = handled_by(GetProductTypeHandler)
    list_product_types: UseCase[ListProductTypes, list[ProductType]] = handled_by(ListProductTypesHandler)

    create_product: UseCase[CreateProduct, Product] = handled_by(CreateProductHandler)
    change_product: UseCase[ChangeProduct, Product] = handled_by(ChangeProductHandler)
    change_product_status: UseCase[ChangeProductStatus, Product] = handled_by(ChangeProductStatusHandler)
    delete_product: UseCase[DeleteProduct, None] = handled_by(DeleteProductHandler)
    get_product: UseCase[GetProduct, Product] = handled_by(GetProductHandler)
    get_product_of_variant: UseCase[GetProductOfVariant, Product] = handled_by(GetProductOfVariantHandler)
    list_products: UseCase[ListProducts, Page[ProductSummary]] = handled_by(ListProductsHandler)
    add_variant: UseCase[AddVariant, Product] = handled_by(AddVariantHandler)
    change_variant: UseCase[ChangeVariant, Product] = handled_by(ChangeVariantHandler)
    remove_variant: UseCase[RemoveVariant, Product] = handled_by(RemoveVariantHandler)
    reorder_variants: UseCase[ReorderVariants, Product] = handled_by(ReorderVariantsHandler)
    set_media: UseCase[SetMedia, Product] = handled_by(SetMediaHandler)
    publish_product: UseCase[PublishProduct, Product] = handled_by(PublishProductHandler)
    unpublish_product: UseCase[UnpublishProduct, Product] = handled_by(UnpublishProductHandler)

    create_collection: UseCase[CreateCollection, Collection] = handled_by(CreateCollectionHandler)
    change_collection: UseCase[ChangeCollection, Collection] = handled_by(ChangeCollectionHandler)
    delete_collection: UseCase[DeleteCollection, None] = handled_by(DeleteCollectionHandler)
    get_collection: UseCase[GetCollection, Collection] = handled_by(GetCollectionHandler)
    list_collections: UseCase[ListCollections, list[Collection]] = handled_by(ListCollectionsHandler)
    list_members: UseCase[ListMembers, list[ProductId]] = handled_by(ListMembersHandler)
    change_members: UseCase[ChangeMembers, Collection] = handled_by(ChangeMembersHandler)

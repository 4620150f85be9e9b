"""The table of contents of browsing."""

from __future__ import annotations

from dataclasses import dataclass

from application.catalog.browsing.browse_categories import BrowseCategories, BrowseCategoriesHandler, CategoriesShown
from application.catalog.browsing.browse_collections import BrowseCollections, BrowseCollectionsHandler, CollectionsShown
from application.catalog.browsing.browse_products import BrowseProducts, BrowseProductsHandler, ProductList
from application.catalog.browsing.rebuild_documents import RebuildDocuments, RebuildDocumentsHandler, RebuildProgress
from application.catalog.browsing.refresh_documents import RefreshDueDocuments, RefreshDueDocumentsHandler
from application.catalog.browsing.view_category import CategoryShown, ViewCategory, ViewCategoryHandler
from application.catalog.browsing.view_collection import CollectionShown, ViewCollection, ViewCollectionHandler
from application.catalog.browsing.view_product import ProductMoved, ProductShown, ViewProduct, ViewProductHandler
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class BrowsingUseCases:
    browse_products: UseCase[BrowseProducts, ProductList] = handled_by(BrowseProductsHandler)
    view_product: UseCase[ViewProduct, ProductShown | ProductMoved] = handled_by(ViewProductHandler)
    browse_categories: UseCase[BrowseCategories, CategoriesShown] = handled_by(BrowseCategoriesHandler)
    view_category: UseCase[ViewCategory, CategoryShown] = handled_by(ViewCategoryHandler)
    browse_collections: UseCase[BrowseCollections, CollectionsShown] = handled_by(BrowseCollectionsHandler)
    view_collection: UseCase[ViewCollection, CollectionShown] = handled_by(ViewCollectionHandler)
    refresh_due_documents: UseCase[RefreshDueDocuments, int] = handled_by(RefreshDueDocumentsHandler)
    rebuild_documents: UseCase[RebuildDocuments, RebuildProgress] = handled_by(RebuildDocumentsHandler)

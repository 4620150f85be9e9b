"""Who listens to what: every subscription of the shop in one table."""

from __future__ import annotations

from application.catalog.browsing.on_catalogue_changed import (
    RefreshChangedAttribute,
    RefreshChangedCategory,
    RefreshChangedChannel,
    RefreshChangedCollection,
    RefreshChangedProduct,
    RefreshChangedProducts,
    RefreshChangedProductType,
)
from application.catalog.browsing.on_stock_changed import RefreshRestockedProduct
from application.catalog.collections.on_catalogue_changed import ChooseForCategory, ChooseForProduct, ChooseForProducts
from application.catalog.imports.on_catalog_import_requested import OnCatalogImportRequested
from application.notifications.on_message_queued import SendMessage
from application.notifications.on_order_cancelled import AnnounceCancellation
from application.notifications.on_order_placed import ConfirmOrder
from application.notifications.on_order_refunded import AnnounceRefund
from application.notifications.on_shipment_sent import AnnounceShipment
from application.shared.subscriptions import Subscription
from domain.catalog.events import (
    AttributeChanged,
    CatalogImportRequested,
    CategoryChanged,
    ChannelChanged,
    CollectionChanged,
    ProductChanged,
    ProductsChanged,
    ProductTypeChanged,
)
from domain.inventory.events import StockChanged
from domain.notifications.events import MessageQueued
from domain.orders.events import OrderCancelled, OrderPlaced, OrderRefunded, ShipmentSent
from domain.pricing.events import PriceChanged

SUBSCRIPTIONS: tuple[Subscription, ...] = (
    Subscription(ProductChanged, "catalog.choose_for_product", ChooseForProduct, coalesce=True),
    Subscription(PriceChanged, "catalog.choose_for_product", ChooseForProduct, coalesce=True),
    Subscription(ProductsChanged, "catalog.choose_for_products", ChooseForProducts, coalesce=True),
    Subscription(CategoryChanged, "catalog.choose_for_category", ChooseForCategory, coalesce=True),
    Subscription(CatalogImportRequested, "catalog.run_import", OnCatalogImportRequested, slow=True),
    Subscription(ProductChanged, "catalog.refresh_changed_product", RefreshChangedProduct, coalesce=True),
    Subscription(PriceChanged, "catalog.refresh_changed_product", RefreshChangedProduct, coalesce=True),
    Subscription(ProductsChanged, "catalog.refresh_changed_products", RefreshChangedProducts, coalesce=True),
    Subscription(CategoryChanged, "catalog.refresh_changed_category", RefreshChangedCategory, coalesce=True),
    Subscription(CollectionChanged, "catalog.refresh_changed_collection", RefreshChangedCollection, coalesce=True),
    Subscription(ChannelChanged, "catalog.refresh_changed_channel", RefreshChangedChannel, coalesce=True),
    Subscription(AttributeChanged, "catalog.refresh_changed_attribute", RefreshChangedAttribute, coalesce=True),
    Subscription(ProductTypeChanged, "catalog.refresh_changed_product_type", RefreshChangedProductType, coalesce=True),
    Subscription(StockChanged, "catalog.refresh_restocked_product", RefreshRestockedProduct, coalesce=True),
    Subscription(OrderPlaced, "notifications.confirm_order", ConfirmOrder),
    Subscription(OrderCancelled, "notifications.announce_cancellation", AnnounceCancellation),
    Subscription(OrderRefunded, "notifications.announce_refund", AnnounceRefund),
    Subscription(ShipmentSent, "notifications.announce_shipment", AnnounceShipment),
    Subscription(MessageQueued, "notifications.send_message", SendMessage),
)

"""Settings → wired Application: the only module that knows punq and every adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar

import punq
from redis import Redis
from sqlalchemy import Engine

from adapters.cache.cart_views import ReadyCartViews
from adapters.cache.process_cache import ProcessCache
from adapters.cache.ready_answers import LayeredAnswers
from adapters.cache.redis_cache import RedisCache
from adapters.cache.stamps import ProcessStamps, RedisStamps
from adapters.catalog_files.reader import CatalogFileReader
from adapters.catalog_files.report import CsvIssueReport
from adapters.catalog_files.shopify_writer import ShopifyWriter
from adapters.clock import SystemClock
from adapters.ids import RandomTokens, Uuid7Ids
from adapters.inbox import deliver_once
from adapters.memory.cart.channels import MemorySellingChannels
from adapters.memory.cart.view_cache import ForgetfulCartViews
from adapters.memory.catalog.browsing.listings import MemoryProductListings
from adapters.memory.catalog.browsing.storefronts import MemoryCategoryTree, MemoryStorefrontCollections, MemoryStorefronts
from adapters.memory.catalog.imports.imports import MemoryImportFiles
from adapters.memory.catalog.product_lists import MemoryProductLists
from adapters.memory.database import MemoryDatabase
from adapters.memory.idempotency import MemoryIdempotentExecution
from adapters.memory.inventory.stock_report import MemoryStockReport
from adapters.memory.notifications.messages import MemoryMessageClaims, MemorySentMessages
from adapters.memory.orders.archive import MemoryOrderArchive
from adapters.memory.outbox.outbox import MemoryOutbox
from adapters.memory.outbox.turns import MemoryTurns
from adapters.memory.payments.provider_books import MemoryProviderBooks
from adapters.memory.search.product_search import MemoryProductSearch
from adapters.memory.shipping.kept_zones import MemoryZones
from adapters.memory.unit_of_work import unit_of_work_factory as memory_unit_of_work_factory
from adapters.notifications.order_mails import ArchivedOrdersForMail
from adapters.notifications.renderer import JinjaMailRenderer
from adapters.notifications.transports import mail_transport
from adapters.observability import DeliveryLog, UseCaseLog
from adapters.order_numbers import KeyedOrderNumbers
from adapters.payments.manual import ManualGateway
from adapters.payments.methods import SwitchedOnMethods
from adapters.payments.provider_books import ProviderBooks
from adapters.payments.test_gateway import TestGateway
from adapters.persistence import ambient
from adapters.persistence.cart.channels import SqlSellingChannels
from adapters.persistence.catalog.browsing.listings import SqlProductListings
from adapters.persistence.catalog.browsing.storefronts import SqlCategoryTree, SqlStorefrontCollections, SqlStorefronts
from adapters.persistence.catalog.imports.files import SqlImportFiles
from adapters.persistence.catalog.product_lists import SqlProductLists
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.health import DatabaseGauges, DatabaseProbe, MigrationsProbe, probe_engine
from adapters.persistence.inventory.stock_report import SqlStockReport
from adapters.persistence.mappings import start_mappers
from adapters.persistence.notifications.messages import SqlMessageClaims, SqlSentMessages
from adapters.persistence.orders.archive import SqlOrderArchive
from adapters.persistence.outbox.idempotency import SqlIdempotentExecution
from adapters.persistence.outbox.outbox import SqlOutbox
from adapters.persistence.outbox.turns import SqlIdempotencyAnswers, SqlTurns
from adapters.persistence.payments.provider_books import SqlProviderBooks
from adapters.persistence.reads import SqlReads
from adapters.persistence.search.product_search import SqlProductSearch
from adapters.persistence.shipping.kept_zones import SqlZones
from adapters.persistence.unit_of_work import SqlBackend
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_unit_of_work_factory
from adapters.queue.nudge import Nudge
from adapters.redis_health import RedisProbe
from adapters.security.html import Nh3HtmlSanitizer
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from adapters.validation.addresses import I18nAddresses
from adapters.validation.emails import SyntaxCheckedEmails
from application.cart.changes import CartChanges
from application.cart.ports import CartUnitOfWork, CartViewCache, SellingChannels, ShippingEstimates, TaxEstimates
from application.cart.use_cases import CartUseCases
from application.cart.view import CartViews
from application.catalog.browsing.ports import (
    BrowsingUnitOfWork,
    CategoryTree,
    ProductListings,
    ProductSearch,
    StorefrontCollections,
    Storefronts,
)
from application.catalog.browsing.use_cases import BrowsingUseCases
from application.catalog.imports.ports import CatalogReader, CatalogWriter, ImportFiles, ImportUnitOfWork, IssueReport
from application.catalog.imports.run_import import ImportTools, RunImportHandler
from application.catalog.imports.use_cases import ImportUseCases
from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer, ProductLists
from application.catalog.use_cases import CatalogUseCases
from application.checkout.buyer_details import BuyerDetails
from application.checkout.completion import Completion
from application.checkout.estimates import Zones, ZoneShippingEstimates, ZoneTaxEstimates
from application.checkout.paying import Paying
from application.checkout.ports import CheckoutUnitOfWork, EmailValidator
from application.checkout.rules import CheckoutRules
from application.checkout.use_cases import CheckoutUseCases
from application.facade import Application
from application.inventory.ports import InventoryUnitOfWork, StockReport
from application.inventory.shelf import Shelves
from application.inventory.use_cases import InventoryUseCases
from application.notifications.ports import (
    MailRenderer,
    MailTransport,
    MessageClaims,
    NotificationsUnitOfWork,
    OrdersForMail,
    SentMessages,
)
from application.notifications.queue_message import MessageQueue
from application.notifications.use_cases import NotificationsUseCases
from application.orders.carrying_out import CarryingOut
from application.orders.ports import OrderArchive, OrderNumbering, OrderUnitOfWork
from application.orders.use_cases import OrderUseCases
from application.outbox.deliveries import Deliveries
from application.outbox.ports import IdempotencyAnswers, Outbox, Turns
from application.outbox.use_cases import OutboxUseCases
from application.payments.ports import PaymentMethods, PaymentUnitOfWork, TestProvider
from application.payments.receive_webhook import ReceiveWebhookHandler
from application.payments.settlement import Settlement
from application.payments.use_cases import PaymentUseCases
from application.pricing.ports import PricingUnitOfWork
from application.pricing.use_cases import PricingUseCases
from application.shared.addresses import AddressValidator
from application.shared.clock import Clock
from application.shared.health import Health
from application.shared.idempotency import IdempotentExecution
from application.shared.ids import Ids, Tokens
from application.shared.pipeline import Guarded, Observer
from application.shared.ready_answers import Changes, ReadyAnswers
from application.shared.subscriptions import Envelope, Subscription
from application.shipping.ports import ShippingUnitOfWork
from application.shipping.use_cases import ShippingUseCases
from application.subscriptions import SUBSCRIPTIONS
from application.tax.ports import TaxUnitOfWork
from application.tax.use_cases import TaxUseCases
from domain.cart.cart import CartLimits

U = TypeVar("U")

#: The unit-of-work protocols that handlers ask for; one concrete class a backend implements them all.
UNIT_OF_WORK_PROTOCOLS: tuple[Any, ...] = (
    CatalogUnitOfWork,
    PricingUnitOfWork,
    BrowsingUnitOfWork,
    InventoryUnitOfWork,
    CartUnitOfWork,
    NotificationsUnitOfWork,
    CheckoutUnitOfWork,
    OrderUnitOfWork,
    PaymentUnitOfWork,
    ShippingUnitOfWork,
    TaxUnitOfWork,
)


class Backend(Enum):
    """Which adapters a build uses."""

    MEMORY = "memory"
    REAL = "real"


@dataclass(frozen=True)
class Overrides:
    """What tests and demonstrations may replace."""

    clock: Clock | None = None
    ids: Ids | None = None
    tokens: Tokens | None = None
    mails: MailTransport | None = None


def build(settings: Settings, backend: Backend = Backend.REAL, overrides: Overrides | None = None) -> Application:
    """The application on the chosen backend. Call `close()` on it when done."""
    chosen = overrides or Overrides()
    container = punq.Container()
    clock = chosen.clock or SystemClock()
    ids = chosen.ids or Uuid7Ids()
    _register(container, Clock, clock)
    _register(container, Ids, ids)
    _register(container, Tokens, chosen.tokens or RandomTokens())
    _register(container, Settings, settings)
    _register(container, CartLimits, _cart_limits(settings))
    _register(container, MailRenderer, JinjaMailRenderer())
    _register(container, MailTransport, chosen.mails or mail_transport(settings, clock))
    container.register(MessageQueue)
    _register(container, HtmlSanitizer, Nh3HtmlSanitizer())
    if backend is Backend.MEMORY:
        close = _memory(container, settings, clock, ids)
    else:
        close = _real(container, settings, clock, ids)
    return _application(container, settings, clock, ids, close)


def _register(container: punq.Container, port: Any, instance: Any) -> None:
    container.register(port, instance=instance)


def _register_units_of_work(container: punq.Container, factory: Callable[[], Any]) -> None:
    for protocol in UNIT_OF_WORK_PROTOCOLS:
        _register(container, Callable[[], protocol], factory)


def _memory(container: punq.Container, settings: Settings, clock: Clock, ids: Ids) -> Callable[[], None]:
    database = MemoryDatabase()
    _register(container, MemoryDatabase, database)
    _register_units_of_work(container, memory_unit_of_work_factory(database, clock, ids))
    _register(container, Observer, UseCaseLog(lambda: True))
    _register(container, Health, Health())
    _memory_delivery(container, database, clock)
    _memory_selling(container, database)
    _memory_ordering(container, database, settings, clock)
    _memory_browsing(container, database)
    _importing(container, MemoryImportFiles(database), memory_unit_of_work_factory(database, clock, ids, in_delivery=False))
    _memory_notifications(container, database)
    return lambda: None


def _memory_delivery(container: punq.Container, database: MemoryDatabase, clock: Clock) -> None:
    answers = MemoryIdempotentExecution(database, clock)
    _register(container, IdempotentExecution, answers)
    _register(container, IdempotencyAnswers, answers)
    _register(container, Outbox, MemoryOutbox(database))
    _register(container, Turns, MemoryTurns())


def _memory_selling(container: punq.Container, database: MemoryDatabase) -> None:
    _register(container, StockReport, MemoryStockReport(database))
    _register(container, SellingChannels, MemorySellingChannels(database))
    _register(container, CartViewCache, ForgetfulCartViews())
    _selling(container)


def _real_selling(container: punq.Container, reads: SqlReads) -> None:
    _register(container, StockReport, SqlStockReport(reads))
    _register(container, SellingChannels, SqlSellingChannels(reads))
    _selling(container)


def _selling(container: punq.Container) -> None:
    for part in (CartViews, CartChanges, Shelves):
        container.register(part)


def _memory_ordering(container: punq.Container, database: MemoryDatabase, settings: Settings, clock: Clock) -> None:
    _register(container, OrderArchive, MemoryOrderArchive(database))
    _ordering(container, settings, clock, MemoryProviderBooks(), MemoryZones(database))


def _real_ordering(container: punq.Container, engine: Engine, reads: SqlReads, settings: Settings, clock: Clock) -> None:
    _register(container, OrderArchive, SqlOrderArchive(reads))
    _ordering(container, settings, clock, SqlProviderBooks(engine), SqlZones(reads, clock))


def _ordering(container: punq.Container, settings: Settings, clock: Clock, books: ProviderBooks, zones: Zones) -> None:
    confirm_url = f"{settings.base_url}/api/v1/test-provider/payments/{{payment_id}}/decision"
    gateway = TestGateway(books, clock, settings.test_gateway_webhook_secret.get_secret_value(), confirm_url)
    _register(container, PaymentMethods, SwitchedOnMethods(settings.payment_methods, (ManualGateway(), gateway)))
    _register(container, TestProvider, gateway)
    _register(container, OrderNumbering, KeyedOrderNumbers(settings.signing_key))
    _register(container, EmailValidator, SyntaxCheckedEmails())
    _register(container, AddressValidator, I18nAddresses())
    _register(container, TaxEstimates, ZoneTaxEstimates(zones, clock))
    _register(container, ShippingEstimates, ZoneShippingEstimates(zones))
    reservation = timedelta(minutes=settings.reservation_minutes)
    _register(container, CheckoutRules, CheckoutRules(reservation=reservation, return_url=settings.storefront_url))
    mails = ArchivedOrdersForMail(
        container.resolve(OrderArchive),
        container.resolve(Callable[[], CatalogUnitOfWork]),
        lambda token: f"{settings.storefront_url}/orders/{token}",
    )
    _register(container, OrdersForMail, mails)
    for part in (BuyerDetails, Settlement, CarryingOut, Completion, Paying, ReceiveWebhookHandler):
        container.register(part)


def _cart_limits(settings: Settings) -> CartLimits:
    return CartLimits(settings.cart_max_quantity, settings.cart_max_lines, timedelta(days=settings.cart_lifetime_days))


def _memory_browsing(container: punq.Container, database: MemoryDatabase) -> None:
    _register(container, ProductLists, MemoryProductLists(database))
    _register(container, Storefronts, MemoryStorefronts(database))
    _register(container, ProductListings, MemoryProductListings(database))
    _register(container, ProductSearch, MemoryProductSearch(database))
    _register(container, CategoryTree, MemoryCategoryTree(database))
    _register(container, StorefrontCollections, MemoryStorefrontCollections(database))
    # Documents are computed when they are read: nothing is worth keeping.
    _register_answers(container, LayeredAnswers(ProcessStamps(), ProcessCache(max_bytes=0), None))


def _importing(container: punq.Container, files: ImportFiles, unit_of_work: Callable[[], Any]) -> None:
    _register(container, CatalogReader, CatalogFileReader())
    _register(container, CatalogWriter, ShopifyWriter())
    _register(container, IssueReport, CsvIssueReport())
    _register(container, ImportFiles, files)
    _register(container, Callable[[], ImportUnitOfWork], unit_of_work)
    for part in (ImportTools, RunImportHandler):
        container.register(part)


def _register_answers(container: punq.Container, answers: LayeredAnswers) -> None:
    _register(container, ReadyAnswers, answers)
    _register(container, Changes, answers)


def _memory_notifications(container: punq.Container, database: MemoryDatabase) -> None:
    _register(container, MessageClaims, MemoryMessageClaims(database))
    _register(container, SentMessages, MemorySentMessages(database))


def _real(container: punq.Container, settings: Settings, clock: Clock, ids: Ids) -> Callable[[], None]:
    start_mappers()
    engine = write_engine(
        settings.database_url,
        pool_size=settings.db_pool_size,
        max_overflow=settings.db_pool_overflow,
        pool_timeout=settings.db_pool_timeout_seconds,
    )
    replica = read_engine(engine, settings.database_replica_url)
    primary = read_engine(engine)
    nudge = Nudge(settings.redis_url)
    sql = SqlBackend(engine, clock, ids, nudge)
    reads = SqlReads(replica, primary)
    _register(container, SqlReads, reads)
    _register_units_of_work(container, sql_unit_of_work_factory(sql))
    _register(container, IdempotentExecution, SqlIdempotentExecution(sql))
    _register(container, Observer, UseCaseLog(lambda: ambient.current() is None))
    _register(container, Health, _health(settings, engine))
    delivery = _real_delivery(container, settings)
    _real_selling(container, reads)
    _real_ordering(container, engine, reads, settings, clock)
    cache = _real_browsing(container, settings, reads)
    _importing(container, SqlImportFiles(reads), sql_unit_of_work_factory(sql, in_delivery=False))
    _real_notifications(container, engine)

    def close() -> None:
        nudge.close()
        cache.close()
        for pool in (delivery, engine, replica):
            pool.dispose()

    return close


def _health(settings: Settings, engine: Engine) -> Health:
    probes = probe_engine(settings.database_url)
    return Health(
        probes=(DatabaseProbe(probes), MigrationsProbe(probes), RedisProbe(settings.redis_url)),
        gauges=DatabaseGauges(engine, probes),
    )


def _real_delivery(container: punq.Container, settings: Settings) -> Engine:
    # A pool of its own, which connects only in workers: what is known of deliveries can be found out again after a crash.
    engine = write_engine(settings.database_url, pool_size=6, pool_timeout=30, synchronous_commit=False)
    _register(container, Outbox, SqlOutbox(engine))
    _register(container, Turns, SqlTurns(engine))
    _register(container, IdempotencyAnswers, SqlIdempotencyAnswers(engine))
    return engine


def _real_browsing(container: punq.Container, settings: Settings, reads: SqlReads) -> Redis:
    _register(container, ProductLists, SqlProductLists(reads))
    _register(container, Storefronts, SqlStorefronts(reads))
    _register(container, ProductListings, SqlProductListings(reads))
    _register(container, ProductSearch, SqlProductSearch(reads))
    _register(container, CategoryTree, SqlCategoryTree(reads))
    _register(container, StorefrontCollections, SqlStorefrontCollections(reads))
    # A cache that answers late is worse than none.
    redis = Redis.from_url(settings.redis_url, socket_timeout=0.25, socket_connect_timeout=0.25)
    stamps = RedisStamps(redis, settings.cache_stamp_seconds)
    shared = RedisCache(redis, settings.cache_redis_seconds)
    _register_answers(container, LayeredAnswers(stamps, ProcessCache(settings.cache_process_bytes), shared))
    # A cart is one shopper's: it would only push products out of the process.
    _register(container, CartViewCache, ReadyCartViews(LayeredAnswers(stamps, ProcessCache(max_bytes=0), shared)))
    return redis


def _real_notifications(container: punq.Container, engine: Engine) -> None:
    _register(container, MessageClaims, SqlMessageClaims(engine))
    _register(container, SentMessages, SqlSentMessages(engine))


def _application(container: punq.Container, settings: Settings, clock: Clock, ids: Ids, close: Callable[[], None]) -> Application:
    deliver = _deliver(container)
    return Application(
        catalog=_use_cases(container, CatalogUseCases),
        pricing=_use_cases(container, PricingUseCases),
        imports=_use_cases(container, ImportUseCases),
        inventory=_use_cases(container, InventoryUseCases),
        cart=_use_cases(container, CartUseCases),
        checkout=_use_cases(container, CheckoutUseCases),
        payments=_use_cases(container, PaymentUseCases),
        orders=_use_cases(container, OrderUseCases),
        tax=_use_cases(container, TaxUseCases),
        shipping=_use_cases(container, ShippingUseCases),
        browsing=_use_cases(container, BrowsingUseCases),
        notifications=_use_cases(container, NotificationsUseCases),
        outbox=_use_cases(container, OutboxUseCases),
        clock=clock,
        ids=ids,
        idempotency=container.resolve(IdempotentExecution),
        answers=container.resolve(ReadyAnswers),
        authenticate=StaffTokens(settings.signing_key, clock).authenticate,
        subscriptions=SUBSCRIPTIONS,
        deliver=deliver,
        deliveries=Deliveries(container.resolve(Outbox), SUBSCRIPTIONS, deliver, clock, DeliveryLog()),
        turns=container.resolve(Turns),
        close=close,
        health=container.resolve(Health),
    )


def _deliver(container: punq.Container) -> Callable[[Subscription, Envelope[Any]], bool]:
    return deliver_once({name: _resolved(container, handler) for name, handler in {(row.name, row.handler) for row in SUBSCRIPTIONS}})


def _use_cases(container: punq.Container, kind: type[U]) -> U:
    """Resolve every handler of a `…UseCases` dataclass once and wrap it in the pipeline."""
    observer = container.resolve(Observer)
    context = kind.__module__.split(".")[1]
    handlers = {
        field.name: Guarded(f"{context}.{field.name}", _resolved(container, field.metadata["handler"]), observer)
        for field in fields(kind)  # type: ignore[arg-type]  # every `…UseCases` is a dataclass
    }
    return kind(**handlers)


def _resolved(container: punq.Container, handler: type[Any]) -> Any:
    container.register(handler)
    return container.resolve(handler)

"""The HTTP driver: a real server socket over real PostgreSQL and Redis, background work by the real queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

from flask import Flask
from redis import Redis
from werkzeug.serving import WSGIRequestHandler, make_server

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.notifications.folder import FolderMailTransport
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from adapters.validation.vat_registers import ListedVatRegister
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, Overrides, build
from features.drivers.access import HttpAccess
from features.drivers.audit import http_audit
from features.drivers.background import QueueBackground
from features.drivers.browsing import HttpBrowsing
from features.drivers.cart import HttpCart
from features.drivers.catalogue_over_http import HttpCatalogue
from features.drivers.channels import HttpChannels
from features.drivers.checkout import HttpCheckout
from features.drivers.customers_over_http import HttpCustomerDesk, HttpCustomers
from features.drivers.http_client import HttpClient
from features.drivers.imports import HttpImports
from features.drivers.inventory import HttpInventory
from features.drivers.mails import FolderMails, PostOffice
from features.drivers.order_desk import HttpOrderDesk
from features.drivers.passkeys import HttpPasskeyDriver
from features.drivers.people import HttpPeople
from features.drivers.pricing import HttpPricing
from features.drivers.privacy import HttpPrivacy
from features.drivers.sessions import HttpSessions
from features.drivers.shop import Shop
from features.drivers.ways_in import HttpWaysIn, played_providers


def http_shop(settings: Settings) -> Shop:
    # What was ended is out with the next request, not a second later.
    settings = settings.model_copy(update={"revocation_poll_seconds": 0.0})
    clock = AdjustableClock()
    post_office = PostOffice(FolderMailTransport(settings.mail_directory, settings.mail_from, clock))
    register, providers = ListedVatRegister(), played_providers(settings)
    replaced = Overrides(clock=clock, mails=post_office, vat_register=register, identity_providers=providers)
    app = build(settings, Backend.REAL, replaced)
    background = QueueBackground(app, Redis.from_url(settings.redis_url))
    url, stop = serve(create_app(app, settings))
    # Scenarios turn the clock by months; the token must outlive them.
    token = StaffTokens(settings.signing_key, clock).issue("ada", frozenset(PERMISSIONS), timedelta(days=3650))
    visitor = HttpClient(url, staff_token=token)
    staff = visitor.as_staff()
    closers: list[Callable[[], None]] = []
    audit = http_audit(settings, app, visitor, closers)
    customers = HttpCustomers(app, visitor, register)
    shop = Shop(
        app=app,
        clock=clock,
        settle=background.settle,
        access=HttpAccess(visitor, staff),
        channels=HttpChannels(staff),
        desk=HttpOrderDesk(staff),
        customers=customers,
        privacy=HttpPrivacy(staff, customers),
        customer_desk=HttpCustomerDesk(staff),
        browsing=HttpBrowsing(visitor),
        ways_in=HttpWaysIn(visitor, app),
        passkeys=HttpPasskeyDriver(visitor),
        providers=providers,
        mails=FolderMails(post_office, settings.mail_directory),
        inventory=HttpInventory(staff),
        checkout=HttpCheckout(visitor),
        cart=HttpCart(visitor),
        catalogue=HttpCatalogue(staff, visitor),
        imports=HttpImports(staff),
        pricing=HttpPricing(staff),
        people=HttpPeople(visitor),
        audit=audit,
        sessions=HttpSessions(visitor),
    )
    shop.closers += [app.close, background.close, stop, staff.close, visitor.close, *closers]
    return shop


class Quiet(WSGIRequestHandler):
    """The shop writes its own lines; this server would write down addresses, and tokens in them."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


def serve(flask: Flask) -> tuple[str, Callable[[], None]]:
    """A server on a free port in a thread of its own: its address, and what stops it."""
    server = make_server("127.0.0.1", 0, flask, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)  # how often it looks whether it shall stop
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return f"http://127.0.0.1:{server.server_port}", stop

"""The Flask application: endpoints of every context, and what they share."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from adapters.http_flask.access.joining import joining
from adapters.http_flask.access.keys import api_key_admin, impersonation_admin
from adapters.http_flask.access.lost_factors import lost_factor_admin
from adapters.http_flask.access.roles import role_admin
from adapters.http_flask.access.staff import invitation_admin, staff_admin
from adapters.http_flask.audit.log import audit_admin
from adapters.http_flask.cart.carts import carts
from adapters.http_flask.catalog.admin.attributes import attribute_admin
from adapters.http_flask.catalog.admin.categories import category_admin
from adapters.http_flask.catalog.admin.collections import collection_admin
from adapters.http_flask.catalog.admin.product_types import product_type_admin
from adapters.http_flask.catalog.admin.products import product_admin
from adapters.http_flask.catalog.admin.variants import media_admin, variant_admin
from adapters.http_flask.catalog.browsing.categories import storefront_categories, storefront_collections
from adapters.http_flask.catalog.browsing.products import storefront_products
from adapters.http_flask.catalog.channels import channel_admin
from adapters.http_flask.catalog.imports import exports, imports
from adapters.http_flask.catalog.media import media
from adapters.http_flask.checkout.checkouts import checkouts
from adapters.http_flask.customers.address_forms import address_forms
from adapters.http_flask.customers.admin import customer_admin, customer_tax_admin
from adapters.http_flask.customers.admin_book import customer_book_admin
from adapters.http_flask.customers.groups import customer_group_admin
from adapters.http_flask.customers.profile import my_addresses, my_profile
from adapters.http_flask.customers.shopping import my_cart, my_guest_carts, my_order_claims, my_orders
from adapters.http_flask.dispatch import Dispatcher, NoRateLimits, RateLimits, as_response
from adapters.http_flask.edge.admission import Gate
from adapters.http_flask.edge.cors import allow_origins
from adapters.http_flask.edge.headers import fixed_headers
from adapters.http_flask.edge.journal import Journal
from adapters.http_flask.edge.layer import Edge
from adapters.http_flask.edge.sessions import NoSessions
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.identity.auth import password_reset, registration, signing_in
from adapters.http_flask.identity.external import external_logins, my_external_logins
from adapters.http_flask.identity.mine import my_account, my_credentials
from adapters.http_flask.identity.passkeys import my_passkeys, showing_passkeys
from adapters.http_flask.identity.second_factor import my_second_factor, second_step
from adapters.http_flask.inventory.locations import stock_locations
from adapters.http_flask.inventory.stock import stock
from adapters.http_flask.openapi.pages import add_description
from adapters.http_flask.orders.admin import order_admin, order_money_admin
from adapters.http_flask.orders.guest import guest_orders
from adapters.http_flask.payments.payments import payments
from adapters.http_flask.pricing.prices import price_admin
from adapters.http_flask.privacy.admin import privacy_admin
from adapters.http_flask.privacy.guests import guest_consents
from adapters.http_flask.privacy.mine import my_consents, my_erasure, my_exports
from adapters.http_flask.problems import Problem, problem_of
from adapters.http_flask.ready import ReadyFirst, ReadyResponses
from adapters.http_flask.sessions.auth import session_tokens
from adapters.http_flask.sessions.browser import Browser
from adapters.http_flask.sessions.mine import my_sessions
from adapters.http_flask.sessions.public_keys import public_keys
from adapters.http_flask.shipping.zones import shipping_method_admin, shipping_zone_admin
from adapters.http_flask.system.health import health
from adapters.http_flask.system.metrics import add_metrics
from adapters.http_flask.tax.zones import tax_category_admin, tax_zone_admin
from adapters.settings import Settings
from application.facade import Application
from domain.shared.errors import DomainError

log = structlog.get_logger("http")

#: Every group of endpoints; a context adds its factories here.
GROUPS: list[Callable[[Application], Endpoints]] = [
    storefront_products,
    storefront_categories,
    storefront_collections,
    channel_admin,
    imports,
    exports,
    media,
    category_admin,
    attribute_admin,
    product_type_admin,
    product_admin,
    variant_admin,
    media_admin,
    collection_admin,
    price_admin,
    carts,
    checkouts,
    payments,
    stock_locations,
    stock,
    tax_category_admin,
    tax_zone_admin,
    shipping_zone_admin,
    shipping_method_admin,
    guest_orders,
    order_admin,
    order_money_admin,
    joining,
    role_admin,
    staff_admin,
    invitation_admin,
    api_key_admin,
    impersonation_admin,
    lost_factor_admin,
    registration,
    signing_in,
    password_reset,
    my_account,
    my_credentials,
    session_tokens,
    my_sessions,
    second_step,
    my_passkeys,
    showing_passkeys,
    my_second_factor,
    external_logins,
    my_external_logins,
    public_keys,
    my_profile,
    my_addresses,
    my_cart,
    my_guest_carts,
    my_orders,
    my_order_claims,
    address_forms,
    customer_admin,
    customer_tax_admin,
    customer_book_admin,
    customer_group_admin,
    audit_admin,
    my_consents,
    my_exports,
    my_erasure,
    privacy_admin,
    guest_consents,
    health,
]


def create_app(
    application: Application,
    settings: Settings,
    limits: RateLimits | None = None,
    *,
    journal: Journal | None = None,
    gate: Gate | None = None,
) -> Flask:
    """Wire the given application into a Flask app. No global state: several apps may live in one process.

    Without `limits` nobody is limited (tests, demonstrations); without a measured `gate` nothing is refused for overload.
    """
    flask = Flask("stoa", static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    flask.session_interface = NoSessions()
    # One resource, one address: no redirects that guess, none that repeat a forged Host header.
    flask.url_map.strict_slashes = False
    flask.url_map.merge_slashes = False
    flask.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    ready = ReadyResponses(application.answers, by_origin=bool(settings.cors_origins))
    dispatcher = Dispatcher(flask, application, limits or NoRateLimits(), Browser.of(settings), settings.max_upload_bytes, ready)
    for group in GROUPS:
        for endpoint in group(application).all:
            dispatcher.register(endpoint)
    flask.extensions["stoa"] = dispatcher
    add_metrics(flask, application.health.gauges)
    add_description(flask, dispatcher.endpoints, settings)
    _add_error_handlers(flask)
    allow_origins(flask, settings)
    if "*" not in settings.cors_origins:  # With it, caches on the way must find the header of flask-cors on every answer.
        flask.wsgi_app = ReadyFirst(flask.wsgi_app, ready, dispatcher.admit)  # type: ignore[method-assign]  # as below
    edge_gate = gate or Gate(settings.web_blocking_threads)
    flask.wsgi_app = Edge(  # type: ignore[method-assign]  # Flask documents this as the way to wrap an app
        flask.wsgi_app, fixed_headers(settings), journal or Journal(settings), edge_gate
    )
    return flask


def _add_error_handlers(flask: Flask) -> None:
    @flask.errorhandler(DomainError)
    def domain_error(error: DomainError) -> Response:
        return as_response(problem_of(error).reply())

    @flask.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        code = CODES.get(status) or (error.name or "error").lower().replace(" ", "_")
        headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
        detail = DETAILS.get(status) or error.description or error.name or ""
        return as_response(Problem(status, code, detail, headers=headers).reply())

    @flask.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        log.error("unexpected_error", endpoint=request.environ.get("stoa.operation", "none"), method=request.method, exc_info=error)
        return as_response(Problem(500, "internal_error", "Something went wrong on our side; the request id helps to find it.").reply())


#: Refusals that Flask makes itself.
CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}
DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take that method; Allow names those it takes.",
    413: "The body is larger than this operation takes.",
}

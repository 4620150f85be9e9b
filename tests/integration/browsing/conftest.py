"""A whole application with a merchant in it, and the worker's part on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from redis import Redis

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.settings import Settings
from application.facade import Application
from bootstrap import Backend, Overrides, build
from features.drivers.background import QueueBackground
from tests.support.merchant import Merchant


@pytest.fixture
def app(real_settings: Settings, clock: AdjustableClock) -> Iterator[Application]:
    application = build(real_settings, Backend.REAL, Overrides(clock=clock))
    yield application
    application.close()


@pytest.fixture
def merchant(app: Application) -> Merchant:
    merchant = Merchant(app)
    merchant.open(("en", "de"))
    return merchant


@pytest.fixture
def settle(app: Application, real_settings: Settings) -> Iterator[Callable[[], None]]:
    """Deliver every event and run what recurs."""
    background = QueueBackground(app, Redis.from_url(real_settings.redis_url))
    yield background.settle
    background.close()


@pytest.fixture
def shopper(app: Application, real_settings: Settings) -> FlaskClient:
    return create_app(app, real_settings).test_client()

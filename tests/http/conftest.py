"""What every HTTP suite uses: the application in memory, as a visitor and as staff see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from application.shared.permissions import PERMISSIONS


@pytest.fixture
def flask_app(memory_app: Application, settings: Settings) -> Flask:
    return create_app(memory_app, settings)


@pytest.fixture
def visitor(flask_app: Flask) -> FlaskClient:
    return flask_app.test_client()


@pytest.fixture
def staff_token(memory_app: Application, settings: Settings) -> str:
    """Somebody with every permission."""
    return StaffTokens(settings.signing_key, memory_app.clock).issue("ada", frozenset(PERMISSIONS), timedelta(days=1))


@pytest.fixture
def staff_client(flask_app: Flask, staff_token: str) -> FlaskClient:
    client = flask_app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {staff_token}"
    return client

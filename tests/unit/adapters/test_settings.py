"""Settings are read from the environment, normalised, frozen, and refuse to start Stoa wrongly."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.settings import INSECURE_SECRET_KEY, InvalidSettings, Settings, load_settings

KEY = "k" * 32
STORAGE = {"database_url": "postgresql://u:p@db/stoa", "redis_url": "redis://r/0"}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "REDIS_URL", "STOA_SECRET_KEY", "STOA_ENVIRONMENT", "PAYMENT_METHODS", "STOA_PORT"):
        monkeypatch.delenv(name, raising=False)


def problems(**values: Any) -> str:
    with pytest.raises(InvalidSettings) as caught:
        load_settings(**values)
    return str(caught.value)


def test_the_environment_sets_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@db/stoa")
    monkeypatch.setenv("REDIS_URL", "redis://r/0")
    monkeypatch.setenv("STOA_SECRET_KEY", KEY)
    monkeypatch.setenv("CORS_ORIGINS", "https://a.example, https://b.example")
    monkeypatch.setenv("STOA_PORT", "8123")
    settings = load_settings()
    assert settings.database_url == "postgresql+psycopg2://u:p@db/stoa"
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert (settings.port, settings.signing_key) == (8123, KEY)


def test_the_address_follows_the_port_until_it_is_set() -> None:
    assert load_settings(**STORAGE, environment="test", port=9000).base_url == "http://127.0.0.1:9000"
    assert load_settings(**STORAGE, environment="test", port=9000, base_url="https://api.example").base_url == "https://api.example"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_postgres_scheme_becomes_the_driver_stoa_uses(scheme: str) -> None:
    settings = load_settings(**STORAGE | {"database_url": f"{scheme}://u@h/d"}, environment="test")
    assert settings.database_url == "postgresql+psycopg2://u@h/d"


def test_each_missing_variable_is_named_with_what_to_do() -> None:
    text = problems()
    assert "DATABASE_URL is not set: PostgreSQL" in text
    assert "REDIS_URL is not set" in text


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"database_url": "mysql://h/d"}, "DATABASE_URL must be a PostgreSQL address"),
        ({"redis_url": "h:6379"}, "REDIS_URL must be a Redis address"),
        ({"port": 70000}, "STOA_PORT "),
        ({"rate_limit_read": "fast"}, "RATE_LIMIT_READ must read like 120/minute"),
        ({"payment_methods": "gold"}, "PAYMENT_METHODS "),
        ({"mail_transport": "smtp"}, "SMTP_HOST is not set"),
        ({"secret_key": "short"}, "STOA_SECRET_KEY is shorter than 32"),
        ({"base_url": "shop.example"}, "STOA_BASE_URL must start with http"),
    ],
)
def test_a_wrong_value_is_refused_by_variable_name(values: dict[str, Any], named: str) -> None:
    assert named in problems(**STORAGE | {"environment": "test"} | values)


@pytest.mark.parametrize("environment", ["development", "production"])
def test_outside_tests_a_secret_of_ones_own_is_required(environment: str) -> None:
    assert "STOA_SECRET_KEY is not set" in problems(**STORAGE, environment=environment)
    assert "public test key" in problems(**STORAGE, environment=environment, secret_key=INSECURE_SECRET_KEY)


def test_production_with_the_test_gateway_needs_a_webhook_secret() -> None:
    production = STORAGE | {"environment": "production", "secret_key": KEY}
    assert "TEST_GATEWAY_WEBHOOK_SECRET is not set" in problems(**production)
    assert load_settings(**production, payment_methods="invoice").payment_methods == ("invoice",)
    assert load_settings(**production, test_gateway_webhook_secret="whsec_b3du").environment == "production"


def test_messages_and_repr_never_show_secrets() -> None:
    assert "sesame" not in problems(**STORAGE, environment="production", secret_key="sesame")
    shown = repr(load_settings(**STORAGE, secret_key=KEY, smtp_password="sesame"))
    assert KEY not in shown
    assert "sesame" not in shown
    assert "u:p@" not in shown


def test_settings_cannot_be_changed_after_start() -> None:
    settings: Settings = load_settings(**STORAGE, environment="test")
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]  # the very assignment under test

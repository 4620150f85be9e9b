"""Error texts of libraries and servers lose what people typed before they are written down."""

from __future__ import annotations

import io
import sys

import orjson
import pytest
import structlog

from adapters.logs import configure_logs
from adapters.notifications.smtp import _failure
from adapters.settings import Settings
from application.shared.discretion import discreet

PRIVATE = ("ada@example.com", "Invalidenstraße", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl")
DUPLICATE = 'duplicate key value violates unique constraint "accounts_email"\nDETAIL:  Key (email)=(ada@example.com) already exists.\n'
FAILING_ROW = (
    'new row for relation "orders" violates check constraint "total"\n'
    "DETAIL:  Failing row contains (1, Ada Lovelace, Invalidenstraße 117, 10115).\n"
    "[SQL: INSERT INTO orders …]"
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (DUPLICATE, 'violates unique constraint "accounts_email"'),
        (FAILING_ROW, "[SQL: INSERT INTO orders …]"),
        (f"550 5.1.1 <{PRIVATE[0]}>: Recipient address rejected", "550 5.1.1 <(address)>: Recipient address rejected"),
        (f"{{'{PRIVATE[0]}': (550, b'no')}}", "(550, b'no')"),
        (f"Authorization: Bearer {PRIVATE[2]}", "Authorization: (token)"),
        ("statement timeout", "statement timeout"),
    ],
)
def test_what_people_typed_is_taken_out_and_the_rest_stays(text: str, left: str) -> None:
    result = discreet(text)
    assert left in result
    assert not [word for word in (*PRIVATE, "Lovelace") if word in result]


def test_what_a_mail_server_says_of_a_recipient_is_kept_without_the_recipient() -> None:
    assert "ada@" not in str(_failure(550, b"<ada@example.com>: unknown here"))


def _failure_to_store() -> RuntimeError:
    error = RuntimeError("could not be stored")
    error.__cause__ = ValueError(FAILING_ROW)
    return error


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_traceback_in_the_log_does_not_quote_the_row(settings: Settings, log_format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = structlog.get_config()
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, write_through=True)
    monkeypatch.setattr(sys, "stderr", stream)
    try:
        configure_logs(settings.model_copy(update={"log_format": log_format}))
        structlog.get_logger("test").error("unexpected_error", exc_info=_failure_to_store(), error=DUPLICATE)
    finally:
        structlog.configure(**kept)
    text = written.getvalue().decode()
    assert "could not be stored" in text
    assert "unexpected_error" in text
    assert not [word for word in (*PRIVATE, "Lovelace") if word in text]
    if log_format == "json":
        assert orjson.loads(text)["level"] == "error"

"""Reads everything that is written while a test runs, and fails when it holds what was sent: passwords, tokens, addresses, names.

What was sent is collected where it comes in: bodies and addresses of requests, and commands of use cases. Besides, no line may hold
anything that looks like an e-mail address or a signed token, whoever sent it; that holds for servers in processes of their own too.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import structlog

from adapters.http_flask.requests import Call
from adapters.logs import preparing
from application.shared.pipeline import Guarded

#: Fields whose values are nobody's business, in bodies and in commands.
PRIVATE_FIELDS = frozenset(
    (
        *("email", "new_email", "phone", "first_name", "last_name", "lines", "company", "birthday", "vat_number", "tax_number"),
        # Whatever stands in them, names and cities too.
        *("address", "shipping_address", "billing_address"),
        *("password", "new_password", "current_password", "code", "recovery_code", "challenge", "secret", "card_number"),
        *("token", "refresh_token", "access_token", "key", "payload", "signature"),
    )
)
#: Shorter values would be found in harmless words.
SHORTEST = 8
LOOKS_PRIVATE = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*[a-z]"),
    re.compile(r"\beyJ[\w-]{10,}\.[\w-]{10,}\."),
    re.compile(r"\bwhsec_\w+|\bstoa_(?:key_)?[A-Za-z0-9]{20,}"),
)
#: Sender and place-holders of our own settings, which are no person's.
HARMLESS = ("shop@example.com", "ops@example.com", "@127.0.0.1", "@localhost")


def pytest_configure() -> None:
    """Lines are made as a running shop makes them, of every level, and go where pytest catches them."""
    structlog.configure(
        processors=[*preparing(), structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        cache_logger_on_first_use=False,
    )


_sent: set[str] = set()
_found: dict[str, list[str]] = {}


def private_values(data: Any, field: str = "") -> Iterator[str]:
    """Texts under private fields, however deep."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from private_values(value, name if name in PRIVATE_FIELDS else field)
    elif dataclasses.is_dataclass(data) and not isinstance(data, type):
        for item in dataclasses.fields(data):
            name = item.name
            if name != "actor":
                yield from private_values(getattr(data, name, None), name if name in PRIVATE_FIELDS else field)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from private_values(value, field)
    elif isinstance(data, str) and field and len(data) >= SHORTEST:
        yield data


def leaks(text: str, sent: set[str]) -> list[str]:
    """What in the text is private; each with the line that holds it."""
    for harmless in HARMLESS:
        text = text.replace(harmless, "")
    found = [pattern.search(text) for pattern in LOOKS_PRIVATE]
    words = {value for value in sent if value in text} | {match.group() for match in found if match}
    return [f"{word!r} in {_line_of(word, text)!r}" for word in sorted(words)]


def _line_of(word: str, text: str) -> str:
    return next((line.strip()[:300] for line in text.splitlines() if word in line), "")


def read_log(path: Path) -> None:
    """For tests whose server writes a file of its own: counted to the test that runs."""
    found = leaks(path.read_text(errors="replace"), _sent) if path.exists() else []
    assert found == [], f"{path.name} holds what was sent: {found}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What one test sent is looked for in what that test wrote."""
    _sent.clear()
    _heard_requests()
    _heard_commands()
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    written = "".join(text for name, text in report.sections if name.startswith("Captured"))
    if report.when == "teardown":
        found = leaks(written, _sent)
        if found and not _is_excused(report):
            _found[report.nodeid] = found


def _is_excused(report: pytest.TestReport) -> bool:
    return "wrote_private" in report.keywords


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if not _found:
        return
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    for test, found in _found.items():
        if reporter is not None:
            reporter.write_line(f"\n{test} wrote down what was sent: {'; '.join(found)}", red=True)
    if session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_listening: list[str] = []


def _heard_requests() -> None:
    if "requests" in _listening:
        return
    _listening.append("requests")
    body = Call.body

    def heard(self: Call, *args: Any, **options: Any) -> Any:
        result = body(self, *args, **options)
        if result is not None:
            _sent.update(private_values(result.model_dump(mode="json")))
        return result

    Call.body = heard  # type: ignore[method-assign]  # listening in


def _heard_commands() -> None:
    if "commands" in _listening:
        return
    _listening.append("commands")
    run = Guarded.__call__

    def heard(self: Guarded[Any, Any], command: Any) -> Any:
        _sent.update(private_values(command))
        return run(self, command)

    Guarded.__call__ = heard  # type: ignore[method-assign]  # listening in

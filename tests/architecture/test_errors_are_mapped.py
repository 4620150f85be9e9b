"""Every refusal of the domain has a status, and a code of its own."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import fields

import adapters
import application
import domain
from adapters.http_flask.problems import status_of
from domain.shared.errors import DomainError, Invalid


def _all_errors(root: type[DomainError]) -> set[type[DomainError]]:
    return {root} | {error for child in root.__subclasses__() for error in _all_errors(child)}


def test_every_domain_error_has_a_status() -> None:
    for package in (domain, application, adapters):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and not module.name.endswith((".wsgi", "__main__")):
                importlib.import_module(module.name)
    errors = _all_errors(DomainError) - {DomainError}
    assert len(errors) > 10
    for error in errors:
        assert 400 <= status_of(error) < 600, error


#: Refusals of a value without a field to point to, and why.
FIELDLESS = {
    "IdempotencyKeyReused": "it names the header",
    "InvalidWebhook": "its sender is a provider's machine, and the signature covers the whole body",
    "MailRefused": "the mail server's, after the request",
    "UnreadableCatalog": "the body is the file itself",
}


def test_every_refusal_of_a_value_names_its_field() -> None:
    without = {error.__name__ for error in _all_errors(Invalid) - {Invalid} if "field" not in {each.name for each in fields(error)}}
    assert without == FIELDLESS.keys()


def test_codes_are_not_shared_by_accident() -> None:
    codes: dict[str, type[DomainError]] = {}
    for error in _all_errors(DomainError):
        other = codes.setdefault(error.code, error)
        related = issubclass(error, other) or issubclass(other, error)
        assert related, f"{error.__name__} and {other.__name__} share the code {error.code!r}"

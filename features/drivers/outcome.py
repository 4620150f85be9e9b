"""How a driver tells a refusal, alike for both drivers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.shared.errors import DomainError, Invalid


@dataclass(eq=False)
class Refused(Exception):
    """The shop said no: `code` is stable, `fields` names what was wrong, `data` has the facts."""

    code: str
    detail: str
    fields: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code}: {self.detail} {self.fields or ''}"


@contextmanager
def refusals() -> Iterator[None]:
    """Domain errors of the block as Refused: what the memory driver wraps its calls in."""
    try:
        yield
    except DomainError as error:
        fields = (str(getattr(error, "field", "")),) if isinstance(error, Invalid) and getattr(error, "field", "") else ()
        raise Refused(error.code, error.detail, fields, error.data) from error

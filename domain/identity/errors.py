"""Refusals that every way of proving who one is shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import DomainError


@dataclass(eq=False)
class TooManyAttempts(DomainError):
    """Too many wrong passwords or codes in a row: nothing is looked at for `retry_after` seconds."""

    code: ClassVar[str] = "too_many_attempts"
    retry_after: int

    @property
    def detail(self) -> str:
        return f"Too many attempts; try again in {self.retry_after} seconds, or ask for a link to sign in by mail."

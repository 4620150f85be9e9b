"""Idempotency keys: a repeated request has one effect and one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from domain.shared.errors import Conflict, Invalid


@dataclass(eq=False)
class IdempotencyKeyInUse(Conflict):
    """A request with the same key is running at this moment."""

    code: ClassVar[str] = "idempotency_key_in_use"

    @property
    def detail(self) -> str:
        return "A request with this Idempotency-Key is still running; repeat in a moment to get its answer."


@dataclass(eq=False)
class IdempotencyKeyReused(Invalid):
    """The key was used before, for a different request."""

    code: ClassVar[str] = "idempotency_key_reused"

    @property
    def detail(self) -> str:
        return "This Idempotency-Key was used for a different request; use a new key for a new request."


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """`scope` is who and where (`anonymous POST /api/v1/carts`), `fingerprint` a hash of the request's meaning."""

    scope: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer, ready to be sent again byte for byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    replayed: bool = False


class IdempotentExecution(Protocol):
    """Runs an action at most once per key and keeps its answer for at least 24 hours.

    Raises IdempotencyKeyInUse while a twin runs and IdempotencyKeyReused for a different fingerprint. An action that
    raises stores nothing: the same key may be used again.
    """

    def run(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        """All units of work inside `action` become one transaction, together with the stored answer."""
        ...

    def run_phased(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        """For actions that commit more than once and are idempotent by themselves (placing an order).

        The key is claimed with a lease first; a crashed run may be repeated after the lease and resumes.
        """
        ...

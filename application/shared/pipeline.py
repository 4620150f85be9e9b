"""What surrounds every handler, in one place: permission, retry on conflict, timing and one structured line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from time import perf_counter
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from application.shared.actor import ANONYMOUS, Actor, ActorKind
from application.shared.recording import entrance
from domain.shared.errors import ConcurrencyConflict

C = TypeVar("C")
R = TypeVar("R")
C_contra = TypeVar("C_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)

#: A use case as drivers see it.
UseCase = Callable[[C], R]

#: A conflict is retried this often before the caller is told.
ATTEMPTS = 4


class Handler(Protocol[C_contra, R_co]):
    """A handler may name the permission that its command's actor needs; None is for everybody.

    A handler with `per_channel = True` lets in who holds the permission in any channel: it must itself call
    `actor.require(permission, channel)` as soon as it knows the channel. Without it the permission must hold everywhere.
    """

    permission: ClassVar[str | None]

    def __call__(self, command: C_contra, /) -> R_co: ...


class Observer(Protocol):
    """Learns of every use case that ran."""

    def ran(self, use_case: str, seconds: float, error: BaseException | None) -> None:
        """`use_case` is `cart.AddItem`; `error` is None on success."""
        ...

    def may_retry(self) -> bool:
        """False inside a larger transaction, which must be repeated as a whole by its owner."""
        ...


class Trail(Protocol):
    """Puts on record what staff, machines and impersonators do."""

    def follow(self, use_case: str, permission: str | None, actor: Actor, command: object, work: Callable[[], R]) -> R:
        """Run `work`; what it changes, or that it looked, is in the audit log when it returns."""
        ...


class Guarded(Generic[C, R]):
    """A handler with its surroundings. Business handlers stay free of all this."""

    __slots__ = ("_handler", "_name", "_observer", "_per_channel", "_permission", "_trail")

    def __init__(self, name: str, handler: Callable[[C], R], observer: Observer, trail: Trail) -> None:
        self._name, self._handler, self._observer, self._trail = name, handler, observer, trail
        self._permission: str | None = getattr(handler, "permission", None)
        self._per_channel: bool = getattr(handler, "per_channel", False)

    def __call__(self, command: C) -> R:
        started = perf_counter()
        try:
            if self._permission is not None:
                actor = getattr(command, "actor", ANONYMOUS)
                (actor.require_somewhere if self._per_channel else actor.require)(self._permission)
            result = self._on_record(command)
        except BaseException as error:
            self._observer.ran(self._name, perf_counter() - started, error)
            raise
        self._observer.ran(self._name, perf_counter() - started, None)
        return result

    def _on_record(self, command: C) -> R:
        # Shoppers' own doings are not recorded here: they pay for one look at who came in.
        actor: Actor = getattr(command, "actor", None) or entrance().known_actor
        recorded = self._permission is not None and actor.kind is not ActorKind.ANONYMOUS
        if recorded or actor.impersonator_id is not None:
            return self._trail.follow(self._name, self._permission, actor, command, lambda: self._with_retry(command))
        return self._with_retry(command)

    def _with_retry(self, command: C) -> R:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._handler(command)
            except ConcurrencyConflict:
                if attempt == ATTEMPTS or not self._observer.may_retry():
                    raise
        raise AssertionError("unreachable")


def handled_by(handler: type[Any]) -> Any:
    """Declare a field of a `…UseCases` dataclass: bootstrap resolves `handler` once and wraps it."""
    return field(metadata={"handler": handler})


__all__ = ["ATTEMPTS", "Guarded", "Handler", "Observer", "Trail", "UseCase", "handled_by"]

"""Database errors in the words of the domain."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from psycopg2 import errors as pg
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from domain.shared.errors import AlreadyExists, ConcurrencyConflict, DomainError, Unavailable

#: Constraint name → the refusal it stands for. Contexts add theirs beside their tables with `refuse_as`.
_REFUSALS: dict[str, Callable[[str], DomainError]] = {}

_RETRYABLE = (pg.DeadlockDetected, pg.SerializationFailure, pg.LockNotAvailable)


class DatabaseUnavailable(Unavailable):
    """The database does not answer, or all of its connections are in use."""

    code = "database_unavailable"

    @property
    def detail(self) -> str:
        return "The shop is overloaded or restarting; repeat the request in a moment."


def refuse_as(constraint: str, refusal: Callable[[str], DomainError]) -> None:
    """Let a violation of `constraint` surface as `refusal(conflicting values)`: as the database writes them, with `, ` in between."""
    _REFUSALS[constraint] = refusal


def unique(constraint: str, kind: str, field: str) -> None:
    """The common case: a unique value of an entity is taken."""
    refuse_as(constraint, lambda value: AlreadyExists(kind, field, value))


def _conflicting_value(error: IntegrityError) -> str:
    # PostgreSQL says: Key (sku)=(ABC) already exists.
    detail = getattr(getattr(error.orig, "diag", None), "message_detail", None) or ""
    _, separator, rest = detail.partition(")=(")
    return rest.rpartition(")")[0] if separator else ""


def translated(error: Exception) -> Exception:
    """The domain's error for a database error, or the same error when it is a defect of ours."""
    if isinstance(error, StaleDataError):
        return ConcurrencyConflict()
    if isinstance(error, PoolTimeout):
        return DatabaseUnavailable()
    if isinstance(error, DBAPIError):
        if isinstance(error.orig, _RETRYABLE):
            return ConcurrencyConflict()
        if isinstance(error, IntegrityError):
            name = getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
            refusal = _REFUSALS.get(name)
            return refusal(_conflicting_value(error)) if refusal else error
        if error.connection_invalidated or isinstance(error, OperationalError):
            return DatabaseUnavailable()
    return error


class _Translating:
    """Has no state, so one serves everybody; made by hand because every statement goes through it."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, (DBAPIError, StaleDataError, PoolTimeout)):
            domain_error = translated(error)
            if domain_error is not error:
                raise domain_error from error


_TRANSLATING = _Translating()


def translating() -> _Translating:
    """Raise database errors of the `with` block as domain errors; the original stays as the cause."""
    return _TRANSLATING

"""The root of every refusal: a class with a stable code and typed data; adapters decide how it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import ClassVar


@dataclass(eq=False)
class DomainError(Exception):
    """A business fact that stops an operation.

    Subclasses are dataclasses whose fields are the facts (ids, numbers, field names), set `code`, and describe themselves
    in `detail`. They belong to one of the categories below; no transport status lives here.
    """

    code: ClassVar[str] = "domain_error"

    @property
    def detail(self) -> str:
        """One English sentence that says what is wrong and, where possible, what to do."""
        return self.code.replace("_", " ")

    @property
    def data(self) -> dict[str, object]:
        """The typed facts, by field name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __str__(self) -> str:
        return self.detail

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions rebuild from args by default; ours rebuild from their fields, so they survive a queue.
        return (type(self), tuple(getattr(self, field.name) for field in fields(self)))


class Invalid(DomainError):
    """A given value breaks a rule by itself. `field` points to it, in the words of the command."""

    code: ClassVar[str] = "invalid"


class NotFound(DomainError):
    """What was asked for does not exist, or not for this actor."""

    code: ClassVar[str] = "not_found"


class Conflict(DomainError):
    """The request is fine by itself but does not fit the present state."""

    code: ClassVar[str] = "conflict"


class Forbidden(DomainError):
    """The actor is known but may not do this."""

    code: ClassVar[str] = "forbidden"


class Unauthenticated(DomainError):
    """Nobody, or nobody provable, asks for something that needs an actor."""

    code: ClassVar[str] = "unauthenticated"

    @property
    def detail(self) -> str:
        return "This needs a valid access token: sign in, refresh the session, or send the token that you have."


class FreshSignInRequired(Unauthenticated):
    """The actor is known, but credentials were not shown lately enough for something this dangerous."""

    code: ClassVar[str] = "fresh_sign_in_required"

    @property
    def detail(self) -> str:
        return "This needs your credentials once more: sign in again, then repeat."


class SecondFactorRequired(Unauthenticated):
    """The password was right, or the session is older: a second factor must be shown before going on."""

    code: ClassVar[str] = "second_factor_required"

    @property
    def detail(self) -> str:
        return "Show your second factor: a code of your authenticator, or a recovery code."


class SecondFactorEnrolmentRequired(Forbidden):
    """Staff of this shop work with a second factor only; this session may do nothing but set one up, or show it."""

    code: ClassVar[str] = "second_factor_enrolment_required"

    @property
    def detail(self) -> str:
        return "Staff of this shop need a second factor: set one up or show it, then go on."


class Unavailable(DomainError):
    """Something outside does not answer now; the same request may succeed later."""

    code: ClassVar[str] = "unavailable"


@dataclass(eq=False)
class InvalidValue(Invalid):
    """The everyday validation error: `field` is a path such as `lines/0/quantity`, `reason` says what to do."""

    code: ClassVar[str] = "invalid_value"
    field: str
    reason: str

    @property
    def detail(self) -> str:
        return f"{self.field}: {self.reason}"


@dataclass(eq=False)
class EntityNotFound(NotFound):
    """`kind` is the noun (`product`), `key` the id, slug or number that was asked for."""

    code: ClassVar[str] = "not_found"
    kind: str
    key: str

    @property
    def detail(self) -> str:
        return f"There is no {self.kind} {self.key!r}."


@dataclass(eq=False)
class AlreadyExists(Conflict):
    """A unique value is taken: `field` of `kind` already has `value`."""

    code: ClassVar[str] = "already_exists"
    kind: str
    field: str
    value: str

    @property
    def detail(self) -> str:
        return f"Another {self.kind} already has the {self.field} {self.value!r}; choose a different one."


@dataclass(eq=False)
class ConcurrencyConflict(Conflict):
    """Somebody else changed the same object in between; loading it again and repeating is safe."""

    code: ClassVar[str] = "concurrency_conflict"
    kind: str = "object"

    @property
    def detail(self) -> str:
        return f"The {self.kind} was changed by somebody else at the same moment; try again."


@dataclass(eq=False)
class StaleVersion(DomainError):
    """The caller expected `expected`, the object is at `current`: read it again before writing."""

    code: ClassVar[str] = "stale_version"
    kind: str
    expected: int
    current: int

    @property
    def detail(self) -> str:
        return f"The {self.kind} is at version {self.current}, not {self.expected}; read it again and repeat."


@dataclass(eq=False)
class PermissionDenied(Forbidden):
    """The actor lacks `permission`, or has it in some channels only; `reason` says more where it is no permission that is missing."""

    code: ClassVar[str] = "permission_denied"
    permission: str
    reason: str = field(default="", repr=False)

    @property
    def data(self) -> dict[str, object]:
        return {"permission": self.permission}

    @property
    def detail(self) -> str:
        return self.reason or f"This needs the permission {self.permission!r}."

"""Declaring endpoints: one decorator says what an endpoint takes, answers, refuses and needs; the OpenAPI text comes from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from adapters.http_flask.policies import BearerOfSecret, Policy, Public, Staff
from adapters.http_flask.reply import Reply
from domain.shared.errors import DomainError

#: The kind of limit an endpoint counts towards; `none` is for probes of the operator.
Rate = Literal["read", "write", "checkout", "credentials", "refresh", "admin", "none"]
View = Callable[..., Reply]
V = TypeVar("V", bound=View)
_CONVERTER = re.compile(r"<[a-z]+:")


class Audience(Enum):
    """Who an endpoint is for; decides path, security scheme and document section."""

    STOREFRONT = "storefront"
    ADMIN = "admin"
    SYSTEM = "system"


class Idempotency(Enum):
    """How an Idempotency-Key is honoured (see IdempotentExecution)."""

    NONE = "none"
    TRANSACTION = "transaction"
    PHASED = "phased"


class IfMatch(Enum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True)
class Example:
    """A named example of a request body or answer."""

    name: str
    value: Any


@dataclass(frozen=True)
class Link:
    """An OpenAPI link: after this endpoint, `operation` may be called with `parameters` (runtime expressions)."""

    name: str
    operation: str
    parameters: dict[str, str]
    description: str = ""


@dataclass(frozen=True)
class Endpoint:
    """Everything there is to know about one operation. `path` is in Flask's notation: `/carts/<token>`.

    `policy` says who may call it (see `policies`); there is no default, so nothing is ever open by being forgotten.

    `also` are further statuses by what they mean (`{301: "The product has a new slug"}`), `answers` those with a body of
    their own. `upload` lifts the body limit to MAX_UPLOAD_BYTES. `or_content_types` are what the answer may be
    instead of `content_type`, when the caller asks for it. `location` is False for a creation that has no address of
    its own. `cached` answers carry ETag and Cache-Control and honour If-None-Match.
    """

    method: str
    path: str
    operation: str
    summary: str
    view: View
    tag: str
    audience: Audience
    policy: Policy
    description: str = ""
    body: type[BaseModel] | None = None
    body_optional: bool = False
    query: type[BaseModel] | None = None
    returns: Any = None
    status: int = 200
    also: dict[int, str] = field(default_factory=dict)
    answers: dict[int, type[BaseModel]] = field(default_factory=dict)
    raises: tuple[type[DomainError], ...] = ()
    idempotency: Idempotency = Idempotency.NONE
    if_match: IfMatch = IfMatch.NONE
    versioned: bool = False
    cached: bool = False
    rate: Rate = "read"
    path_params: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    examples: tuple[Example, ...] = ()
    content_type: str = "application/json"
    or_content_types: tuple[str, ...] = ()
    upload: bool = False
    location: bool = True

    def __post_init__(self) -> None:
        """Raise TypeError for a declaration that would let in the wrong ones."""
        if not isinstance(self.policy, Policy):
            raise TypeError(f"{self.operation}: policy must be one of adapters/http_flask/policies.py, such as Staff('orders.read')")
        if self.audience is Audience.ADMIN and not isinstance(self.policy, Staff):
            raise TypeError(f"{self.operation}: what is under /admin is for Staff(permission)")
        if self.cached and not isinstance(self.policy, Public):
            raise TypeError(f"{self.operation}: a cached answer goes to everybody, so its policy must be Public()")
        if isinstance(self.policy, BearerOfSecret) and f"<{self.policy.parameter}>" not in _CONVERTER.sub("<", self.path):
            raise TypeError(f"{self.operation}: its path has no <{self.policy.parameter}> that could be the secret")

    @property
    def permission(self) -> str | None:
        """What staff must hold; None where no permission is asked for."""
        return self.policy.permission if isinstance(self.policy, Staff) else None

    @property
    def asked(self) -> frozenset[str]:
        """Its query parameters, as far as the body has no field of the same name."""
        return frozenset(() if self.query is None else self.query.model_fields) - frozenset(
            () if self.body is None else self.body.model_fields
        )

    @property
    def conditional(self) -> bool:
        """Whether If-None-Match is honoured: every read whose answer carries an ETag."""
        return self.method == "GET" and (self.cached or self.versioned)


class Endpoints:
    """A group of endpoints under one prefix and tag. Views are closures over the Application; see `http_flask/carts.py`."""

    def __init__(self, tag: str, prefix: str, audience: Audience = Audience.STOREFRONT, *, rate: Rate | None = None) -> None:
        self.tag, self.prefix, self.audience = tag, prefix, audience
        self._rate = rate
        self.all: list[Endpoint] = []

    def get(self, path: str, summary: str, **options: Any) -> Callable[[V], V]:
        return self._declare(
            "GET", path, summary, {"rate": self._rate or ("admin" if self.audience is Audience.ADMIN else "read")} | options
        )

    def post(self, path: str, summary: str, **options: Any) -> Callable[[V], V]:
        return self._declare("POST", path, summary, {"status": 201, "idempotency": Idempotency.TRANSACTION} | self._write(options))

    def put(self, path: str, summary: str, **options: Any) -> Callable[[V], V]:
        return self._declare("PUT", path, summary, {"idempotency": Idempotency.TRANSACTION} | self._write(options))

    def patch(self, path: str, summary: str, **options: Any) -> Callable[[V], V]:
        return self._declare("PATCH", path, summary, {"idempotency": Idempotency.TRANSACTION} | self._write(options))

    def delete(self, path: str, summary: str, **options: Any) -> Callable[[V], V]:
        return self._declare("DELETE", path, summary, {"idempotency": Idempotency.TRANSACTION} | self._write(options))

    def _write(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"rate": self._rate or ("admin" if self.audience is Audience.ADMIN else "write")} | options

    def _declare(self, method: str, path: str, summary: str, options: dict[str, Any]) -> Callable[[V], V]:
        if "policy" not in options:
            raise TypeError(f"{method} {self.prefix}{path}: declare who may call it, policy=Staff('orders.read') or another of policies.py")

        def register(view: V) -> V:
            self.all.append(
                Endpoint(
                    method=method,
                    path=self.prefix + path,
                    operation=view.__name__,
                    summary=summary,
                    description=(view.__doc__ or "").strip(),
                    view=view,
                    tag=self.tag,
                    audience=self.audience,
                    **options,
                )
            )
            return view

        return register

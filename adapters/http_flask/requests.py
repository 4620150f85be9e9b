"""Reading a request: body and query by pydantic, versions, actor, request id; every refusal names the field."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from flask import Request
from pydantic import BaseModel, ValidationError

from adapters.http_flask.edge.clients import client_address, coarse_network
from adapters.http_flask.endpoints import Endpoint, IfMatch
from adapters.http_flask.problems import FieldProblem, HttpProblem
from adapters.http_flask.wordings import said
from application.sessions.ports import Authenticate
from application.shared.actor import ANONYMOUS, Actor
from application.shared.idempotency import IdempotencyKey
from domain.shared.errors import DomainError

if TYPE_CHECKING:
    from adapters.http_flask.sessions.browser import Browser

M = TypeVar("M", bound=BaseModel)
_KEY = re.compile("[!-~]{1,255}")

#: A body deeper or richer than this describes no shop; refusing it early keeps parsing cheap.
MAX_DEPTH, MAX_PARTS = 32, 20_000


class Call:
    """One request as a view sees it."""

    __slots__ = ("_actor", "_authenticate", "_refusal", "browser", "endpoint", "request")

    def __init__(self, request: Request, endpoint: Endpoint, authenticate: Authenticate, browser: Browser | None = None) -> None:
        self.request, self.endpoint = request, endpoint
        self._authenticate = authenticate
        self._actor: Actor | None = None
        self._refusal: DomainError | None = None
        #: What this installation expects of browsers, and knows of the network around it.
        self.browser = browser

    @property
    def actor(self) -> Actor:
        """Who asks, by bearer token; anonymous without one. A bad token raises Unauthenticated, each time that somebody asks."""
        if self._actor is None:
            if self._refusal is not None:
                raise self._refusal
            try:
                self._actor = self._authenticated()
            except DomainError as refusal:
                self._refusal = refusal
                raise
            self.request.environ["stoa.actor"] = self._actor.in_records
        return self._actor

    @property
    def known_actor(self) -> Actor:
        """As `actor`, for what goes on without knowing: anonymous when the token does not hold."""
        try:
            return self.actor
        except DomainError:
            return ANONYMOUS

    def _authenticated(self) -> Actor:
        # Straight from the environment: every request passes here.
        scheme, _, token = self.request.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        token = token.strip()
        if not token or scheme.lower() != "bearer":
            return ANONYMOUS
        return self._authenticate(token, self.endpoint.policy.surfaces)

    @property
    def network(self) -> str:
        """The coarse network of the caller: what may be remembered of where somebody was."""
        return coarse_network(client_address(self.request.environ, 0 if self.browser is None else self.browser.trusted_proxies))

    @property
    def url(self) -> str:
        """Path and query, for `self` links."""
        return self.request.full_path.rstrip("?")

    def with_query(self, **changes: str) -> str:
        """This address with some query parameters set anew, for `next` links that keep the filters."""
        kept = [(name, value) for name, value in self.request.args.items(multi=True) if name not in changes]
        return f"{self.request.path}?{urlencode([*kept, *changes.items()])}"

    @property
    def expected_version(self) -> int | None:
        """The version in If-Match. 428 where it is required and missing, 400 where it is not one of ours."""
        header = self.request.headers.get("If-Match")
        if header is None or header.strip() == "*":
            if self.endpoint.if_match is IfMatch.REQUIRED and header is None:
                raise HttpProblem(428, "if_match_required", "Send the ETag that you read as If-Match, so that no change is overwritten.")
            return None
        # Behind a dot an ETag may say more than the version (what a calculated body contained); a write depends on the version alone.
        text = header.strip().removeprefix("W/").strip('"').partition(".")[0]
        if not (text.startswith("v") and text[1:].isascii() and text[1:].isdigit() and len(text) <= 10):
            raise HttpProblem(412, "unknown_version", "If-Match is not an ETag that this resource ever had.")
        return int(text[1:])

    def not_modified(self, etag: str) -> bool:
        """True when If-None-Match holds this ETag."""
        header = self.request.headers.get("If-None-Match")
        return header is not None and (header.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in header.split(",")})

    @property
    def raw(self) -> bytes:
        """The whole body. Without a Content-Length the library silently cuts it at the limit: what reaches the limit is refused."""
        request = self.request
        body = request.get_data(cache=True)
        if request.content_length is None and request.max_content_length is not None and len(body) >= request.max_content_length:
            raise HttpProblem(413, "body_too_large", "The body is larger than this operation takes.")
        return body

    def body(self, model: type[M], *, optional: bool = False) -> M | None:
        raw = self.raw
        if not raw and optional:
            return None
        if self.request.mimetype != "application/json":
            raise HttpProblem(415, "unsupported_media_type", "Send the body as application/json.")
        _refuse_monsters(raw)
        try:
            # Strict as JSON is: "1" is no number. Ids, dates and enumerations are read from their texts.
            return model.model_validate_json(raw, strict=True)
        except ValidationError as error:
            if error.errors(include_url=False, include_context=False, include_input=False)[0]["type"] == "json_invalid":
                raise _malformed(raw) from None
            raise HttpProblem(422, "invalid_body", "The body does not fit.", fields=_fields(error, "")) from None

    def query(self, model: type[M]) -> M:
        given: dict[str, str | list[str]] = {}
        for name, values in self.request.args.lists():
            given[name] = values if len(values) > 1 or _is_list(model, name) else values[0]
        try:
            return model.model_validate(given)
        except ValidationError as error:
            raise HttpProblem(422, "invalid_query", "A query parameter does not fit.", fields=_fields(error, "query")) from None

    def idempotency_key(self) -> IdempotencyKey | None:
        key = self.request.headers.get("Idempotency-Key")
        if key is None:
            return None
        if not _KEY.fullmatch(key):
            raise HttpProblem(400, "invalid_idempotency_key", "Idempotency-Key must be 1 to 255 visible ASCII characters.")
        scope = f"{_owner(self.actor)} {self.request.method} {self.request.path}"
        if len(scope) > 200:
            scope = f"{self.request.method} {hashlib.sha256(scope.encode()).hexdigest()}"
        # An empty If-Match is not the same as none: the one is refused, the other overwrites.
        if_match = repr(self.request.headers.get("If-Match")).encode()
        meaning = b"\0".join((self.request.query_string, self.raw, if_match))
        return IdempotencyKey(scope, key, hashlib.sha256(meaning).hexdigest())


def _owner(actor: Actor) -> str:
    """Whose a key is: labels are for reading and may be shared, ids are not. Staff who act as a customer have keys of their own."""
    identity = actor.account_id or actor.key_id or actor.label
    return f"{actor.kind.value}:{identity}" + (f":{actor.impersonator_id}" if actor.impersonator_id else "")


def _malformed(raw: bytes) -> HttpProblem:
    try:
        orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return HttpProblem(400, "malformed_json", f"The body is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}.")
    return HttpProblem(400, "malformed_json", "The body is not valid JSON.")


def _refuse_monsters(raw: bytes) -> None:
    """Raise for what is JSON and still no request: thousands of parts, deep nesting, NUL characters, NaN. Free for ordinary bodies."""
    parts = raw.count(b"[") + raw.count(b"{")
    if parts > MAX_PARTS:
        raise HttpProblem(400, "too_complex", f"The body has more than {MAX_PARTS} parts.")
    if parts <= MAX_DEPTH and not any(mark in raw for mark in _SUSPICIOUS):
        return
    try:
        _walk(orjson.loads(raw))
    except orjson.JSONDecodeError:
        raise _malformed(raw) from None


_SUSPICIOUS = (b"\\u0000", b"NaN", b"Infinity")


def _walk(value: object) -> None:
    waiting: list[tuple[object, int, str]] = [(value, 1, "")]
    while waiting:
        item, depth, where = waiting.pop()
        if depth > MAX_DEPTH:
            raise HttpProblem(400, "too_complex", f"The body is nested deeper than {MAX_DEPTH} levels.")
        if isinstance(item, dict):
            waiting += [(name, depth + 1, where) for name in item]
            waiting += [(part, depth + 1, f"{where}/{name}") for name, part in item.items()]
        elif isinstance(item, list):
            waiting += [(part, depth + 1, f"{where}/{index}") for index, part in enumerate(item)]
        elif isinstance(item, str) and "\0" in item:
            fields = (FieldProblem(where or "/", "must not contain NUL characters"),)
            raise HttpProblem(422, "invalid_body", "Text must not contain NUL characters.", fields=fields)


def _is_list(model: type[BaseModel], name: str) -> bool:
    info = model.model_fields.get(name)
    return info is not None and "list" in str(info.annotation)


def _fields(error: ValidationError, prefix: str) -> tuple[FieldProblem, ...]:
    found = []
    for item in error.errors(include_url=False, include_input=False):
        path = "/".join(str(part) for part in item["loc"])
        found.append(FieldProblem(f"{prefix}/{path}" if prefix else f"/{path}", said(item)))
    return tuple(found)


def uuid_or_none(text: str) -> UUID | None:
    """For paths that take an id or a slug."""
    try:
        return UUID(text)
    except ValueError:
        return None

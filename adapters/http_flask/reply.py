"""What views return: status, JSON body, headers; one shape for everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is JSON-ready data, or bytes that are sent as they are (documents kept ready).

    `topics` say what the answer of a cached endpoint shows: when one of them changes, it is produced anew.
    """

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = JSON_TYPE
    topics: tuple[str, ...] = ()
    #: Pieces of a long answer, sent as they come; `body` is left out then.
    stream: Iterator[bytes] | None = None
    #: Whole `Set-Cookie` values; never with an answer that is kept (ready answers, idempotency).
    cookies: tuple[str, ...] = ()

    def payload(self) -> bytes:
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else orjson.dumps(self.body)


def version_etag(version: int) -> str:
    """The ETag of a versioned resource; a write sends it back as If-Match."""
    return f'"v{version}"'


def ok(body: Any, *, version: int | None = None, headers: dict[str, str] | None = None) -> Reply:
    return Reply(200, body, _with_version(headers, version))


def created(body: Any, location: str, *, version: int | None = None) -> Reply:
    return Reply(201, body, _with_version({"Location": location}, version))


def accepted(body: Any, location: str) -> Reply:
    return Reply(202, body, {"Location": location})


def no_content() -> Reply:
    return Reply(204)


def _with_version(headers: dict[str, str] | None, version: int | None) -> dict[str, str]:
    result = dict(headers or {})
    if version is not None:
        result["ETag"] = version_etag(version)
    return result


def collection(data: list[Any], *, next_cursor: str | None, self_link: str, next_link: str | None) -> dict[str, Any]:
    """The one shape of lists."""
    links = {"self": self_link} | ({"next": next_link} if next_link else {})
    return {"data": data, "page": {"next_cursor": next_cursor, "size": len(data)}, "links": links}

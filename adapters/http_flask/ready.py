"""Endpoints whose answers are kept ready: found by address and language, validated and produced only when they are not known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Request, Response

from adapters.http_flask.reply import Reply
from application.shared.ready_answers import ReadyAnswer, ReadyAnswers

#: Caches on the way may keep an answer for a moment, and show it a little longer while they ask for a new one.
CACHE_CONTROL = "public, max-age=1, stale-while-revalidate=5"

_CACHED_STATUSES = frozenset((200, 301))


class ReadyResponses:
    """Turns requests into keys and ready answers into responses; costs a few microseconds where the answer is known."""

    def __init__(self, answers: ReadyAnswers) -> None:
        self._answers = answers

    def respond(self, request: Request, produce: Callable[[], Reply]) -> Response:
        """`produce` validates and runs the view; what it raises is raised here, to everyone who asked at that moment by themselves."""
        key = _key(request)
        answer = self._answers.find(key) or self._answers.fill(key, lambda: _answer(produce()))
        if answer is None:
            raise RuntimeError("a cached endpoint answers 200 or 301")
        known = request.environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and answer.status == 200 and _matches(known, answer):
            response = Response(status=304, headers=list(answer.headers))
            del response.headers["Content-Type"]
            return response
        return Response(answer.body, answer.status, list(answer.headers))


def _key(request: Request) -> str:
    environ = request.environ
    # Bytes of any encoding come through as latin-1; as a key that is as good as decoded.
    return f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}\n{environ.get('HTTP_ACCEPT_LANGUAGE', '')[:200]}"


def _answer(reply: Reply) -> ReadyAnswer | None:
    if reply.status not in _CACHED_STATUSES:
        return None
    body = reply.payload()
    headers = {"Content-Type": reply.content_type, **reply.headers, "Cache-Control": CACHE_CONTROL, "Vary": "Accept-Language"}
    if reply.status == 200:
        headers["ETag"] = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return ReadyAnswer(reply.status, body, tuple(headers.items()), reply.topics)


def _matches(known: str, answer: ReadyAnswer) -> bool:
    etag = next(value for name, value in answer.headers if name == "ETag")
    return known.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}

"""The second level: answers that processes share, each with the stamps under which it was made."""

from __future__ import annotations

import hashlib
from typing import cast

import orjson
import structlog
from redis import Redis, RedisError

from adapters.cache.stamps import EVERYTHING, Snapshot, same
from application.shared.ready_answers import ReadyAnswer

log = structlog.get_logger("cache")


class RedisCache:
    """A value is one line of JSON (status, headers, stamps by topic) and then the body as it is."""

    def __init__(self, redis: Redis, seconds: int) -> None:
        self._redis, self._seconds = redis, seconds

    def get(self, key: str, stamps: Snapshot) -> ReadyAnswer | None:
        try:
            value = cast("bytes | None", self._redis.get(_name(key)))
        except RedisError as error:
            log.warning("cache_not_read", error=str(error))
            return None
        if value is None:
            return None
        head, _, body = value.partition(b"\n")
        status, headers, kept, operation = orjson.loads(head)
        topics = tuple(topic for topic in kept if topic != EVERYTHING)
        if not same(kept, stamps, topics):
            return None
        return ReadyAnswer(status, body, tuple((name, text) for name, text in headers), topics, operation)

    def put(self, key: str, answer: ReadyAnswer, stamps: Snapshot) -> None:
        kept = {topic: stamps.get(topic) for topic in (EVERYTHING, *answer.topics)}
        value = orjson.dumps([answer.status, answer.headers, kept, answer.operation]) + b"\n" + answer.body
        try:
            self._redis.set(_name(key), value, ex=self._seconds)
        except RedisError as error:
            log.warning("cache_not_written", error=str(error))


def _name(key: str) -> str:
    return f"stoa:answer:{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"

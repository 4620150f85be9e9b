"""Signs of life: which workers run, for readiness checks and for those who look after abandoned jobs."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from redis import Redis

_PREFIX = "stoa:worker:"
EVERY_SECONDS = 4
_LIFETIME_SECONDS = 15


def beat(redis: Redis, worker: str, facts: Mapping[str, object]) -> None:
    """Say that `worker` lives; forgotten after 15 seconds."""
    redis.set(f"{_PREFIX}{worker}", orjson.dumps(dict(facts)), ex=_LIFETIME_SECONDS)


def rest(redis: Redis, worker: str) -> None:
    """Say good-bye."""
    redis.delete(f"{_PREFIX}{worker}")


def alive(redis: Redis, worker: str | None) -> bool:
    return worker is not None and bool(redis.exists(f"{_PREFIX}{worker}"))


def workers(redis: Redis) -> dict[str, dict[str, object]]:
    """Every living worker with what it said of itself: `pid`, `host`, `since`, `seen` (ISO 8601)."""
    found = {}
    for key in redis.scan_iter(match=f"{_PREFIX}*", count=1000):
        value = redis.get(key)
        if isinstance(value, bytes):
            found[key.decode().removeprefix(_PREFIX)] = orjson.loads(value)
    return found

"""Whether Redis answers."""

from __future__ import annotations

from redis import Redis
from redis.exceptions import RedisError


class RedisProbe:
    """PING, with a second's patience."""

    name = "redis"

    def __init__(self, url: str) -> None:
        self._client = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)

    def check(self) -> str | None:
        try:
            self._client.ping()
        except (RedisError, OSError):
            return "does not answer"
        return None

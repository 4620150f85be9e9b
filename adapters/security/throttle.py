"""Attempts counted in Redis: shared by all processes, kept over restarts, atomic."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from math import ceil
from time import monotonic
from typing import Any, cast

import structlog
from redis import Redis
from redis.exceptions import RedisError

from application.identity.ports import Throttle
from domain.identity.errors import TooManyAttempts
from domain.identity.throttling import MEMORY, Attempts

log = structlog.get_logger("throttle")

REDIS_TIMEOUT_SECONDS = 0.5
#: How long counting goes on locally after Redis failed, before it is tried again.
PAUSE_SECONDS = 2.0

#: KEYS: hashes of count and the instant until which to wait (ms). ARGV: now, memory, then free, first and longest of each key.
#: Answers the longest wait in ms; 0 counts one attempt for every key.
_ADMIT = """
local now = tonumber(ARGV[1])
local longest_wait = 0
for _, key in ipairs(KEYS) do
  local wait = tonumber(redis.call('HGET', key, 'until') or '0') - now
  if wait > longest_wait then longest_wait = wait end
end
if longest_wait > 0 then return longest_wait end
for index, key in ipairs(KEYS) do
  local free, first, longest = tonumber(ARGV[index * 3]), tonumber(ARGV[index * 3 + 1]), tonumber(ARGV[index * 3 + 2])
  local count = redis.call('HINCRBY', key, 'count', 1)
  local delay = 0
  if count >= free then delay = math.min(first * 2 ^ math.min(count - free, 40), longest) end
  redis.call('HSET', key, 'until', string.format('%.0f', now + delay))
  redis.call('PEXPIRE', key, ARGV[2])
end
return 0
"""

_TAKE_BACK = """
local count = tonumber(redis.call('HGET', KEYS[1], 'count') or '0')
if count > 1 then
  redis.call('HINCRBY', KEYS[1], 'count', -1)
  redis.call('HSET', KEYS[1], 'until', '0')
else
  redis.call('DEL', KEYS[1])
end
return 0
"""


class RedisThrottle:
    """See `application.identity.ports.Throttle`. Without Redis each process counts for itself in `fallback`, and says so: nobody is
    refused because Redis is down, and nobody guesses unlimited."""

    def __init__(self, url: str, signing_key: str, fallback: Throttle) -> None:
        self._redis = Redis.from_url(url, socket_timeout=REDIS_TIMEOUT_SECONDS, socket_connect_timeout=REDIS_TIMEOUT_SECONDS)
        self._admit = self._redis.register_script(_ADMIT)
        self._back = self._redis.register_script(_TAKE_BACK)
        self._key = hmac.digest(signing_key.encode(), b"attempts", hashlib.sha256)
        self._fallback = fallback
        self._silent_until = 0.0

    def admit(self, now: datetime, *attempts: Attempts) -> None:
        if self._silent:
            self._fallback.admit(now, *attempts)
            return
        arguments = [_milliseconds(now), _length(MEMORY)]
        for one in attempts:
            arguments += [one.patience.free, _length(one.patience.first), _length(one.patience.longest)]
        try:
            wait = int(cast(Any, self._admit(keys=[self._name(one) for one in attempts], args=arguments)))
        except (RedisError, OSError) as error:
            self._lost(error)
            self._fallback.admit(now, *attempts)
            return
        if wait > 0:
            raise TooManyAttempts(ceil(wait / 1000))

    def forget(self, attempts: Attempts) -> None:
        self._fallback.forget(attempts)
        try:
            self._redis.delete(self._name(attempts))
        except (RedisError, OSError) as error:
            self._lost(error)

    def take_back(self, attempts: Attempts) -> None:
        self._fallback.take_back(attempts)
        try:
            self._back(keys=[self._name(attempts)])
        except (RedisError, OSError) as error:
            self._lost(error)

    def close(self) -> None:
        self._redis.close()

    @property
    def _silent(self) -> bool:
        return monotonic() < self._silent_until

    def _lost(self, error: Exception) -> None:
        self._silent_until = monotonic() + PAUSE_SECONDS
        log.warning("throttle_without_redis", reason=type(error).__name__, counting="per process")

    def _name(self, attempts: Attempts) -> str:
        """Addresses are kept as keyed digests only."""
        subject = hmac.new(self._key, attempts.subject.encode(), hashlib.sha256).hexdigest()[:32]
        return f"stoa:attempts:{attempts.kind}:{subject}"


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _length(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)

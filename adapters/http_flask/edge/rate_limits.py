"""How often a caller may ask: by endpoint type, counted in Redis for writes and in the process for reads."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from time import monotonic, time
from typing import Protocol

import structlog
from limits.storage import RedisStorage
from redis.exceptions import RedisError

from adapters.http_flask.edge.clients import client_address, network_of
from adapters.http_flask.problems import HttpProblem
from adapters.http_flask.requests import Call
from adapters.settings import Settings
from application.shared.actor import ActorKind

log = structlog.get_logger("rate_limits")

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
#: How long counting goes on locally after Redis failed, before it is tried again.
PAUSE_SECONDS = 2.0
REDIS_TIMEOUT_SECONDS = 0.25

LimitHeaders = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """At most `quota` requests of a kind in `window` seconds by one caller."""

    name: str
    quota: int
    window: int

    @classmethod
    def parse(cls, name: str, text: str) -> Policy:
        quota, _, unit = text.partition("/")
        return cls(name, int(quota), _SECONDS[unit])

    @property
    def header(self) -> tuple[str, str]:
        return ("RateLimit-Policy", f'"{self.name}";q={self.quota};w={self.window}')


class Counter(Protocol):
    """Counts hits of a caller within fixed windows."""

    def hit(self, policy: Policy, caller: str, window: int) -> int:
        """Add one and answer how many that makes in window number `window`."""
        ...


class ProcessCounter:
    """One dictionary a policy, thrown away whole when its window ends: no timers, no sweeping, under 1 µs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[str, tuple[int, dict[str, int]]] = {}

    def hit(self, policy: Policy, caller: str, window: int) -> int:
        with self._lock:
            number, counts = self._windows.get(policy.name, (-1, {}))
            if number != window:
                counts = {}
                self._windows[policy.name] = (window, counts)
            counts[caller] = count = counts.get(caller, 0) + 1
            return count


class RedisCounter:
    """Shared by all processes, one round trip a hit. Without Redis each process counts for itself, and says so once a pause.

    So nothing is refused because Redis is down, yet nobody is unlimited: passwords can be tried at most `quota` times a process.
    """

    def __init__(self, url: str, fallback: Counter) -> None:
        self._storage = RedisStorage(
            url, socket_timeout=REDIS_TIMEOUT_SECONDS, socket_connect_timeout=REDIS_TIMEOUT_SECONDS, key_prefix="stoa:limits"
        )
        self._fallback = fallback
        self._silent_until = 0.0

    def hit(self, policy: Policy, caller: str, window: int) -> int:
        if monotonic() < self._silent_until:
            return self._fallback.hit(policy, caller, window)
        try:
            return self._storage.incr(f"{policy.name}:{caller}:{window}", policy.window)
        except (RedisError, OSError) as error:
            self._silent_until = monotonic() + PAUSE_SECONDS
            log.warning("rate_limits_without_redis", reason=type(error).__name__, counting="per process")
            return self._fallback.hit(policy, caller, window)


class EndpointLimits:
    """See `dispatch.RateLimits`. Staff are counted by name, everybody else by network."""

    def __init__(self, policies: dict[str, Policy], local: Counter, shared: Counter, trusted_proxies: int) -> None:
        self._policies, self._trusted = policies, trusted_proxies
        self._counters = {name: local if name == "read" else shared for name in policies}
        self._headers = {name: policy.header for name, policy in policies.items()}

    def check(self, call: Call) -> LimitHeaders:
        kind = call.endpoint.rate
        if kind == "none":
            return ()
        if kind == "admin" and call.actor.kind is ActorKind.STAFF:
            return self._count(kind, f"staff:{call.actor.label}")
        return self._count(kind, self._network(call))

    def refused_credentials(self, call: Call) -> None:
        self._count("credentials", self._network(call))

    def _network(self, call: Call) -> str:
        return network_of(client_address(call.request.environ, self._trusted))

    def _count(self, kind: str, caller: str) -> LimitHeaders:
        policy = self._policies[kind]
        now = time()
        window = int(now // policy.window)
        count = self._counters[kind].hit(policy, caller, window)
        left = int((window + 1) * policy.window - now) + 1
        headers = (self._headers[kind], ("RateLimit", f'"{kind}";r={max(0, policy.quota - count)};t={left}'))
        if count > policy.quota:
            raise too_many(left, headers)
        return headers


def too_many(seconds: int, headers: LimitHeaders) -> HttpProblem:
    detail = f"Too many requests of this kind; go on in {seconds} seconds."
    return HttpProblem(429, "too_many_requests", detail, headers=dict(headers) | {"Retry-After": str(seconds)})


def endpoint_limits(settings: Settings) -> EndpointLimits:
    """The limits of the settings, shared through Redis."""
    local = ProcessCounter()
    policies = {
        kind: Policy.parse(kind, getattr(settings, f"rate_limit_{kind}")) for kind in ("read", "write", "checkout", "credentials", "admin")
    }
    return EndpointLimits(policies, local, RedisCounter(settings.redis_url, local), settings.trusted_proxies)

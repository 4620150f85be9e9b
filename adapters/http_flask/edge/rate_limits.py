"""How often a caller may ask: by endpoint type, network and person, counted in Redis for writes and in the process for reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic, time
from typing import Protocol

import structlog
from redis import Redis
from redis.exceptions import RedisError

from adapters.http_flask.edge.clients import client_address, network_of
from adapters.http_flask.problems import HttpProblem
from adapters.http_flask.requests import Call
from adapters.settings import Settings
from application.shared.actor import ANONYMOUS, Actor, ActorKind

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
    def header(self) -> str:
        return f'"{self.name}";q={self.quota};w={self.window}'


@dataclass(frozen=True, slots=True)
class Hit:
    """One caller counted under one policy in window number `window`."""

    policy: Policy
    caller: str
    window: int


class Counter(Protocol):
    """Counts hits of callers within fixed windows."""

    def count(self, hits: Sequence[Hit]) -> list[int]:
        """Add one to each and answer how many that makes."""
        ...


class ProcessCounter:
    """One dictionary a policy, thrown away whole when its window ends: no timers, no sweeping, under 1 µs a hit."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[str, tuple[int, dict[str, int]]] = {}

    def count(self, hits: Sequence[Hit]) -> list[int]:
        with self._lock:
            return [self._hit(hit) for hit in hits]

    def _hit(self, hit: Hit) -> int:
        number, counts = self._windows.get(hit.policy.name, (-1, {}))
        if number != hit.window:
            counts = {}
            self._windows[hit.policy.name] = (hit.window, counts)
        counts[hit.caller] = count = counts.get(hit.caller, 0) + 1
        return count


class RedisCounter:
    """Shared by all processes, one round trip a request. Without Redis each process counts for itself, and says so once a pause.

    So nothing is refused because Redis is down, yet nobody is unlimited: passwords can be tried at most `quota` times a process.
    """

    def __init__(self, url: str, fallback: Counter) -> None:
        self._redis = Redis.from_url(url, socket_timeout=REDIS_TIMEOUT_SECONDS, socket_connect_timeout=REDIS_TIMEOUT_SECONDS)
        self._fallback = fallback
        self._silent_until = 0.0

    def count(self, hits: Sequence[Hit]) -> list[int]:
        if monotonic() < self._silent_until:
            return self._fallback.count(hits)
        try:
            with self._redis.pipeline(transaction=False) as pipeline:
                for hit in hits:
                    key = f"stoa:limits:{hit.policy.name}:{hit.caller}:{hit.window}"
                    # The window is part of the key: setting the end of its life again moves nothing that counts.
                    pipeline.incr(key)
                    pipeline.expire(key, hit.policy.window)
                answers = pipeline.execute()
        except (RedisError, OSError) as error:
            self._silent_until = monotonic() + PAUSE_SECONDS
            log.warning("rate_limits_without_redis", reason=type(error).__name__, counting="per process")
            return self._fallback.count(hits)
        return [int(count) for count in answers[::2]]


class EndpointLimits:
    """See `dispatch.RateLimits`. Everybody is counted by network; who is known is counted as a person or key, too, wherever they
    come from. Staff at work are counted by person alone: an office is one network.
    """

    def __init__(self, policies: dict[str, Policy], local: Counter, shared: Counter, trusted_proxies: int) -> None:
        self._policies, self._trusted = policies, trusted_proxies
        self._counters = {name: local if name == "read" else shared for name in policies}
        self._person = policies.get("person")

    def check(self, call: Call) -> LimitHeaders:
        kind = call.endpoint.rate
        if kind == "none":
            return ()
        actor = call.known_actor if "HTTP_AUTHORIZATION" in call.request.environ else ANONYMOUS
        if actor.kind is ActorKind.ANONYMOUS:
            return self._count(kind, [(self._policies[kind], self._network(call))])
        person = identity_of(actor)
        if actor.quota is not None:
            own = [(Policy("key", actor.quota, 60), person)]
        elif kind == "admin" and actor.kind is ActorKind.STAFF:
            return self._count(kind, [(self._policies[kind], person)])
        else:
            own = [(self._person, person)] if self._person is not None else []
        return self._count(kind, [(self._policies[kind], self._network(call)), *own])

    def refused_credentials(self, call: Call) -> None:
        self._count("credentials", [(self._policies["credentials"], self._network(call))])

    def _network(self, call: Call) -> str:
        return network_of(client_address(call.request.environ, self._trusted))

    def _count(self, kind: str, callers: list[tuple[Policy, str]]) -> LimitHeaders:
        now = time()
        hits = [Hit(policy, caller, int(now // policy.window)) for policy, caller in callers]
        states = [_State(hit, count, now) for hit, count in zip(hits, self._counters[kind].count(hits), strict=True)]
        headers = (("RateLimit-Policy", ", ".join(hit.policy.header for hit in hits)), ("RateLimit", ", ".join(map(str, states))))
        spent = [state.seconds for state in states if state.spent]
        if spent:
            raise too_many(max(spent), headers)
        return headers


class _State:
    """What is left to a caller under one policy."""

    __slots__ = ("_left", "_name", "seconds", "spent")

    def __init__(self, hit: Hit, count: int, now: float) -> None:
        self._name, self._left = hit.policy.name, max(0, hit.policy.quota - count)
        self.seconds = int((hit.window + 1) * hit.policy.window - now) + 1
        self.spent = count > hit.policy.quota

    def __str__(self) -> str:
        return f'"{self._name}";r={self._left};t={self.seconds}'


def identity_of(actor: Actor) -> str:
    """Who is counted: labels are for reading and may be shared, ids are not. Staff who act for a customer spend their own."""
    return f"{actor.kind.value}:{actor.impersonator_id or actor.account_id or actor.key_id or actor.label}"


def too_many(seconds: int, headers: LimitHeaders) -> HttpProblem:
    detail = f"Too many requests of this kind; go on in {seconds} seconds."
    return HttpProblem(429, "too_many_requests", detail, headers=dict(headers) | {"Retry-After": str(seconds)})


#: Every kind of limit that a setting names.
KINDS = ("read", "write", "checkout", "credentials", "refresh", "admin", "person")


def endpoint_limits(settings: Settings) -> EndpointLimits:
    """The limits of the settings, shared through Redis."""
    local = ProcessCounter()
    policies = {kind: Policy.parse(kind, getattr(settings, f"rate_limit_{kind}")) for kind in KINDS}
    return EndpointLimits(policies, local, RedisCounter(settings.redis_url, local), settings.trusted_proxies)

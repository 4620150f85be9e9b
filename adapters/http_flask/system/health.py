"""`/health/live`: the process answers. `/health/ready`: it can do its work."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Literal

from pydantic import Field

from adapters.http_flask.endpoints import Audience, Endpoints
from adapters.http_flask.policies import Operator
from adapters.http_flask.reply import Reply, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ResponseModel
from application.facade import Application
from application.shared.health import Probe

#: Many balancers ask at once; the dependencies are asked once a second.
CACHE_SECONDS = 1.0


class LiveOut(ResponseModel):
    """The process answers."""

    status: Literal["ok"]


class ReadyOut(ResponseModel):
    """Each dependency by name: `ok`, or what is wrong."""

    status: Literal["ok", "unavailable"]
    checks: dict[str, str] = Field(examples=[{"database": "ok", "redis": "ok", "migrations": "ok"}])


class Readiness:
    """The last verdict, renewed after a second; while one thread asks, others wait for its answer."""

    def __init__(self, probes: tuple[Probe, ...], now: Callable[[], float] = monotonic) -> None:
        self._probes, self._now = probes, now
        self._lock = Lock()
        self._until = float("-inf")
        self._checks: dict[str, str] = {}

    def checks(self) -> dict[str, str]:
        with self._lock:
            if self._now() >= self._until:
                self._checks = {probe.name: probe.check() or "ok" for probe in self._probes}
                self._until = self._now() + CACHE_SECONDS
            return self._checks


def health(app: Application) -> Endpoints:
    api = Endpoints("System", "/health", Audience.SYSTEM, rate="none")
    readiness = Readiness(app.health.probes)

    @api.get("/live", "Whether the process answers", policy=Operator(), returns=LiveOut)
    def health_live(call: Call) -> Reply:
        """Asks nothing else: restart the process when this fails, and only then."""
        return ok({"status": "ok"})

    @api.get("/ready", "Whether the service can work", policy=Operator(), returns=ReadyOut, answers={503: ReadyOut})
    def health_ready(call: Call) -> Reply:
        """Asks database, schema and Redis, at most once a second: send no requests here while this fails."""
        checks = readiness.checks()
        well = all(verdict == "ok" for verdict in checks.values())
        return Reply(200 if well else 503, {"status": "ok" if well else "unavailable", "checks": checks})

    return api

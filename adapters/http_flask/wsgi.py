"""The WSGI entry point that the server imports: `adapters.http_flask.wsgi:app`."""

from __future__ import annotations

import gc

import adapters.lean_logging  # noqa: F401 - before anything else imports structlog
from adapters.http_flask.app import create_app
from adapters.http_flask.edge.admission import Gate
from adapters.http_flask.edge.pulse import start_pulse
from adapters.http_flask.edge.rate_limits import endpoint_limits
from adapters.logs import configure_logs
from adapters.settings import load_settings
from bootstrap import build

settings = load_settings()
configure_logs(settings)
gate = Gate(settings.web_blocking_threads)
app = create_app(build(settings), settings, endpoint_limits(settings) if settings.rate_limits_enabled else None, gate=gate)
start_pulse(gate, settings)

# What is built stays: the collector need not walk over it. Requests make many objects that live for a moment and few circles:
# looked for ten times as seldom, they cost a process some megabytes at most.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)

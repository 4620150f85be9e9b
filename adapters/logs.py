"""Structured logs: one JSON object a line (or coloured text for eyes), with the request id of the running work."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog

from adapters.request_context import request_context
from adapters.settings import Settings


def _with_request(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in request_context().items():
        line.setdefault(name, value)
    return line


def _json(line: MutableMapping[str, Any], default: Any = None, **_: Any) -> bytes:
    return orjson.dumps(line, default=default or str)


def configure_logs(settings: Settings) -> None:
    """Once a process, before anything is logged. Writes to standard error; the level is LOG_LEVEL."""
    level = logging.getLevelName(settings.log_level)
    processors: list[Any] = [
        _with_request,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    factory: Any
    if settings.log_format == "json":
        # Tracebacks name files, lines and messages, never the values of local variables: those hold customers' data.
        processors += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_json)]
        factory = structlog.BytesLoggerFactory(sys.stderr.buffer)
    else:
        processors.append(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback))
        factory = structlog.PrintLoggerFactory(sys.stderr)
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )

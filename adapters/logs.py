"""Structured logs: one JSON object a line (or coloured text for eyes), with the request id of the running work."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from io import StringIO
from typing import Any, TextIO

import orjson
import structlog

from adapters.request_context import request_context
from adapters.settings import Settings
from application.shared.discretion import discreet


def _with_request(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in request_context().items():
        line.setdefault(name, value)
    return line


def _discreet(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Texts of errors may quote what somebody typed; other fields are ours, and are written with care."""
    for name in _ERROR_TEXTS & line.keys():
        if isinstance(line[name], str):
            line[name] = discreet(line[name])
    return line


#: Fields that hold texts of errors.
_ERROR_TEXTS = frozenset(("exception", "error", "reason"))


def _discreet_traceback(target: TextIO, exc_info: Any) -> None:
    text = StringIO()
    structlog.dev.plain_traceback(text, exc_info)
    target.write(discreet(text.getvalue()))


def _json(line: MutableMapping[str, Any], default: Any = None, **_: Any) -> bytes:
    return orjson.dumps(line, default=default or str)


def _naming() -> list[Any]:
    return [_with_request, structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]


def preparing() -> list[Any]:
    """What happens to every line before it becomes JSON.

    Tracebacks name files, lines and messages, never the values of local variables: those hold customers' data.
    """
    return [*_naming(), structlog.processors.format_exc_info, _discreet]


def configure_logs(settings: Settings) -> None:
    """Once a process, before anything is logged. Writes to standard error; the level is LOG_LEVEL."""
    level = logging.getLevelName(settings.log_level)
    factory: Any
    if settings.log_format == "json":
        processors = [*preparing(), structlog.processors.JSONRenderer(serializer=_json)]
        factory = structlog.BytesLoggerFactory(sys.stderr.buffer)
    else:
        processors = [
            *_naming(),
            _discreet,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_discreet_traceback),
        ]
        factory = structlog.PrintLoggerFactory(sys.stderr)
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )

"""The shop that a command works on, and who works: the person at the terminal, who may do what staff may do."""

import gc
import getpass
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

from adapters.cli.here import settings_here
from application.facade import Application
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from application.shared.recording import PlainEntrance, coming_in_by

_given: ContextVar[Application | None] = ContextVar("given_application", default=None)


@contextmanager
def working_on(application: Application) -> Iterator[None]:
    """Let commands inside the block work on this application: tests, and programs that embed the command line."""
    token = _given.set(application)
    try:
        yield
    finally:
        _given.reset(token)


@contextmanager
def the_shop() -> Iterator[Application]:
    """The application of the settings here, closed afterwards."""
    given = _given.get()
    if given is not None:
        with _quiet(), coming_in_by(PlainEntrance(operator())):
            yield given
        return
    from bootstrap import build  # half a second of imports that `stoa --help` can do without

    application = build(settings_here())
    # What is built stays: the collector need not walk over it while an import makes many objects that live a moment.
    gc.freeze()
    try:
        with _quiet(), coming_in_by(PlainEntrance(operator())):
            yield application
    finally:
        application.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Standard output belongs to the result: warnings go to standard error, and everyday lines nowhere."""
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    try:
        yield
    finally:
        structlog.configure(**before)


def operator() -> Actor:
    """Whoever can run this reads the settings and so the database: permissions would protect nothing. The name is for the records."""
    return Actor(ActorKind.STAFF, f"{getpass.getuser()} (terminal)", frozenset(PERMISSIONS))

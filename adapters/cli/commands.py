"""How every `stoa` command group fails: one clean line on stderr and exit code 1 for what can be expected."""

from collections.abc import MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

FAILURE = 1


class CommandFailed(Exception):
    """A command cannot do what was asked; the message is for the person at the terminal."""


class StoaCommands(TyperGroup):
    """A command group that turns expected failures into a sentence; anything else keeps its traceback: it is a bug."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = _sentence(error)
            if sentence is None:
                raise
            typer.secho(f"stoa: {sentence}", fg=typer.colors.RED, err=True)
            raise typer.Exit(FAILURE) from None


def _sentence(error: Exception) -> str | None:
    """What a person should read about an expected failure; None for a bug."""
    # Imported only now: a command that succeeds should not wait for libraries that it may not use.
    from redis.exceptions import RedisError
    from sqlalchemy.exc import OperationalError

    from adapters.embedded.errors import EmbeddedServiceFailed
    from adapters.settings import InvalidSettings
    from domain.shared.errors import DomainError

    if isinstance(error, DomainError):
        return f"{error.detail} ({error.code})"
    if isinstance(error, (CommandFailed, InvalidSettings, EmbeddedServiceFailed)):
        return str(error)
    if isinstance(error, OperationalError):
        reason = str(error.orig).strip().splitlines()[0]
        return f"PostgreSQL refused or did not answer: {reason}\n`stoa check` says more."
    if isinstance(error, RedisError):
        return f"Redis refused or did not answer: {error}\n`stoa check` says more."
    return None


def command_group(help_text: str | None = None) -> typer.Typer:
    """A group such as `stoa catalog`: `app = command_group("…")` in adapters/cli/groups/<context>.py, named in main.py."""
    return _group(StoaCommands, help_text)


def late_group(module: str, help_text: str) -> typer.Typer:
    """The group `app` of a module that is imported when somebody asks for one of its commands; its help is told before."""

    class LateCommands(StoaCommands):
        @property
        def commands(self) -> MutableMapping[str, Any]:  # an attribute there
            return get_group(import_module(module).app).commands

        @commands.setter
        def commands(self, none_yet: MutableMapping[str, Any]) -> None: ...

    return _group(LateCommands, help_text)


def _group(kind: type[TyperGroup], help_text: str | None) -> typer.Typer:
    return typer.Typer(cls=kind, help=help_text, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="markdown")

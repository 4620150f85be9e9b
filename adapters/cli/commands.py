"""How every `stoa` command group fails: one clean line on stderr and exit code 1 for what can be expected."""

from typing import Any

import typer
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from typer.core import TyperGroup

from adapters.embedded import EmbeddedServiceFailed
from adapters.settings import InvalidSettings
from domain.shared.errors import DomainError

FAILURE = 1


class CommandFailed(Exception):
    """A command cannot do what was asked; the message is for the person at the terminal."""


class StoaCommands(TyperGroup):
    """A command group that turns expected failures into a sentence; anything else keeps its traceback: it is a bug."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise _failed(f"{error.detail} ({error.code})") from None
        except (CommandFailed, InvalidSettings, EmbeddedServiceFailed) as error:
            raise _failed(str(error)) from None
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise _failed(f"PostgreSQL refused or did not answer: {reason}\n`stoa check` says more.") from None
        except RedisError as error:
            raise _failed(f"Redis refused or did not answer: {error}\n`stoa check` says more.") from None


def _failed(message: str) -> typer.Exit:
    typer.secho(f"stoa: {message}", fg=typer.colors.RED, err=True)
    return typer.Exit(FAILURE)


def command_group(help_text: str) -> typer.Typer:
    """A group such as `stoa catalog`: `app = command_group("…")` in adapters/cli/<context>.py, named in main.py."""
    return typer.Typer(cls=StoaCommands, help=help_text, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="markdown")

"""The `stoa` command fails in sentences and explains itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from redis.exceptions import ConnectionError as RedisDown
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from adapters.cli.commands import CommandFailed, command_group
from adapters.cli.main import app
from adapters.embedded import EmbeddedServiceFailed
from adapters.settings import InvalidSettings
from domain.shared.errors import EntityNotFound


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "REDIS_URL", "STOA_SECRET_KEY", "STOA_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    return


def failing_with(error: Exception) -> typer.Typer:
    group = command_group("A group.")

    @group.command()
    def fail() -> None:
        raise error

    @group.command()
    def other() -> None:
        """A second command makes it a group."""

    return group


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (EntityNotFound("order", "1042"), "stoa: There is no order '1042'. (not_found)"),
        (CommandFailed("the file is empty"), "stoa: the file is empty"),
        (InvalidSettings(("REDIS_URL is not set",)), "REDIS_URL is not set"),
        (EmbeddedServiceFailed("PostgreSQL ended"), "stoa: PostgreSQL ended"),
        (OperationalError("SELECT", {}, Exception("no route to host")), "PostgreSQL refused or did not answer: no route to host"),
        (RedisDown("no route to host"), "Redis refused or did not answer: no route to host"),
    ],
)
def test_an_expected_failure_is_one_sentence_on_stderr_and_exit_code_1(error: Exception, sentence: str) -> None:
    result = CliRunner().invoke(failing_with(error), ["fail"])
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_bug_keeps_its_traceback() -> None:
    result = CliRunner().invoke(failing_with(ZeroDivisionError()), ["fail"])
    assert isinstance(result.exception, ZeroDivisionError)


def test_missing_settings_are_named() -> None:
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 1
    assert "DATABASE_URL is not set" in result.stderr


def test_stopped_embedded_services_are_not_mistaken_for_a_missing_configuration(tmp_path: Path) -> None:
    (tmp_path / ".stoa" / "postgres").mkdir(parents=True)
    (tmp_path / ".stoa" / "postgres" / "initialised").touch()
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 1
    assert "`make run`" in result.stderr


def commands_of(group: Any, path: str = "stoa") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_command_explains_itself_and_shows_an_example() -> None:
    for path, command in commands_of(typer.main.get_command(app)):
        assert command.help, path
        assert "Example" in command.help, path

"""A shop for tests of the command line: in memory, handed to the command, or in PostgreSQL, found by its environment."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from typer.testing import CliRunner, Result

from adapters.cli.main import app as stoa
from adapters.cli.shop import working_on
from adapters.memory.database import MemoryDatabase
from adapters.memory.outbox.outbox import MemoryOutbox
from adapters.memory.unit_of_work import unit_of_work_factory
from application.facade import Application
from tests.support.goods import Goods


@dataclass
class CliShop:
    """`app` is given to commands in memory; None lets them build their own from the environment."""

    goods: Goods
    app: Application | None = None

    def run(self, *arguments: str) -> Result:
        with working_on(self.app) if self.app is not None else nullcontext():
            return CliRunner().invoke(stoa, list(arguments), env={"COLUMNS": "200", "TERM": "dumb"})

    def out(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    def data(self, *arguments: str) -> Any:
        return json.loads(self.out(*arguments, "--json"))

    def refusal(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        return result.stderr

    def misuse(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 2, result.output
        return result.stderr


def shop_in_memory(app: Application) -> CliShop:
    database = memory_of(app)
    factory = unit_of_work_factory(database, app.clock, app.ids)
    backend = SimpleNamespace(memory=database, unit_of_work=factory, clock=app.clock, ids=app.ids)
    return CliShop(Goods(backend), app)


def memory_of(app: Application) -> MemoryDatabase:
    """The tables behind an application in memory: the back door of tests."""
    outbox = app.deliveries.outbox
    assert isinstance(outbox, MemoryOutbox)
    return outbox._database

"""The demo shop that `stoa run` fills beside starting its servers."""

from __future__ import annotations

import sys
import time

import pytest

from adapters.cli import run
from adapters.cli.commands import CommandFailed


def saying(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(run, "_STOA", [sys.executable, "-c", program])


def test_what_was_said_of_the_owner_is_told_once_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    saying(monkeypatch, "print('The demo shop is open.\\nIts owner signs in.')")
    with run._demo_shop(wanted=True) as owner:
        assert [owner(), owner()] == ["Its owner signs in."] * 2


def test_a_demo_shop_that_cannot_be_loaded_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    saying(monkeypatch, "import sys; sys.exit('no tables')")
    with run._demo_shop(wanted=True) as owner, pytest.raises(CommandFailed, match="no tables"):
        owner()


def test_nobody_waits_for_a_demo_shop_when_the_start_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    saying(monkeypatch, "import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(CommandFailed), run._demo_shop(wanted=True):
        raise CommandFailed("the port is taken")
    assert time.monotonic() - began < 30


def test_without_a_demo_shop_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    saying(monkeypatch, "raise SystemExit(1)")
    with run._demo_shop(wanted=False) as owner:
        assert owner() == ""

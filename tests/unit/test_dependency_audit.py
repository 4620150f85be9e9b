"""An audit that could not ask never looks like one that found nothing."""

from __future__ import annotations

import json
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "audit-dependencies"
CLEAN = {"name": "flask", "version": "3", "vulns": []}
HOLED = {"name": "jinja2", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "flask", "skip_reason": "Dependency not found on PyPI"}


@pytest.fixture
def script() -> Any:
    loader = SourceFileLoader("audit_dependencies", str(SCRIPT))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def _answering(script: Any, monkeypatch: pytest.MonkeyPatch, stdout: str) -> None:
    done = subprocess.CompletedProcess([], 0, stdout, "ConnectionError: no such host")
    monkeypatch.setattr(script.subprocess, "run", lambda *_, **__: done)


@pytest.mark.parametrize(("found", "code"), [([CLEAN], 0), ([CLEAN, HOLED], 1), ([CLEAN, UNKNOWN], 1)])
def test_a_known_hole_and_an_unknown_dependency_fail(script: Any, monkeypatch: pytest.MonkeyPatch, found: Any, code: int) -> None:
    _answering(script, monkeypatch, json.dumps({"dependencies": found}))
    assert script.main() == code


@pytest.mark.parametrize("stdout", ["", "<html>", json.dumps({"dependencies": [UNKNOWN, UNKNOWN]})])
def test_without_an_answer_it_says_loudly_that_nothing_was_audited(
    script: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stdout: str
) -> None:
    _answering(script, monkeypatch, stdout)
    monkeypatch.delenv("AUDIT_REQUIRED", raising=False)
    assert script.main() == 0
    assert "WERE NOT AUDITED" in capsys.readouterr().err
    monkeypatch.setenv("AUDIT_REQUIRED", "yes")
    assert script.main() == 1

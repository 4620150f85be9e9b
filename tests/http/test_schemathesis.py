"""schemathesis over the whole document: all checks, all phases, links too. `test_running_server` does the same against a real server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
def test_schemathesis_finds_nothing() -> None:
    command = [sys.executable, str(ROOT / "scripts/check_api"), "--", "--max-examples", "5", "--no-color"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-1000:]

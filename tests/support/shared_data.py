"""Real catalogues, kept beside the repository: where they are missing, tests that need them say so and are skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.servers import ROOT


def shared_data(name: str) -> Path:
    """A file below STOA_SHARED_DATA/data, or below ../shared/data."""
    roots = [Path(given)] if (given := os.environ.get("STOA_SHARED_DATA")) else [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
    for root in roots:
        path = root / "data" / name
        if path.exists():
            return path
    pytest.skip(f"real data {name} is not on this machine: set STOA_SHARED_DATA to the folder that holds data/")

"""The README's tour from product to order, its very lines, in a shell, against a real server."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from adapters.demo.loader import DemoShop
from adapters.http_flask.app import create_app
from adapters.settings import Settings
from bootstrap import build
from features.drivers.over_http import serve
from features.drivers.staff import STAFF

README = Path(__file__).parents[3] / "README.md"


def tour() -> str:
    block = next(block for block in re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL) if "curl" in block)
    assert len(block.strip().splitlines()) == 5
    return block


@pytest.mark.timeout(180)
def test_the_five_lines_lead_from_a_product_to_an_order(real_settings: Settings) -> None:
    assert shutil.which("curl"), "the tour needs curl"
    app = build(real_settings)
    try:
        DemoShop(app, STAFF).load(lambda *_: None)
        url, stop = serve(create_app(app, real_settings))
        try:
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", tour().replace("http://127.0.0.1:8000", url)],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        finally:
            stop()
    finally:
        app.close()
    assert done.returncode == 0, done.stderr
    total, number = done.stdout.splitlines()
    assert total.startswith("€")
    assert re.fullmatch(r"[0-9A-Z-]{6,}", number), done.stdout

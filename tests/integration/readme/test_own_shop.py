"""From an empty shop to the first sale by the lines of docs/your-own-shop.md, in a shell."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.http_flask.app import create_app
from adapters.memory.queue import MemoryWorker
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from application.shared.permissions import PERMISSIONS
from features.drivers.over_http import serve

PAGE = Path(__file__).parents[3] / "docs" / "your-own-shop.md"
ADDRESS = {"name": "Ada Lovelace", "lines": ["Invalidenstraße 117"], "city": "Berlin", "postal_code": "10115", "country": "DE"}


@pytest.mark.timeout(120)
def test_the_lines_of_the_page_lead_to_a_shop_that_sells(memory_app: Application, settings: Settings) -> None:
    assert shutil.which("curl"), "the page needs curl"
    [block] = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    token = StaffTokens(settings.signing_key, memory_app.clock).issue("ada", frozenset(PERMISSIONS), timedelta(hours=1))
    shop = create_app(memory_app, settings)
    url, stop = serve(shop)
    try:
        script = block.replace("http://127.0.0.1:8000", url).replace("$(make -s token)", token)
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    finally:
        stop()
    assert done.returncode == 0, done.stdout + done.stderr
    MemoryWorker(memory_app).drain()
    client = shop.test_client()
    [mug] = client.get("/api/v1/products").json["data"]
    lines = [{"variant_id": mug["default_variant_id"], "quantity": 2}]
    cart = f"/api/v1/carts/{client.post('/api/v1/carts', json={'lines': lines}).json['token']}"
    given = {"email": "ada@example.com", "shipping_address": ADDRESS, "shipping_method": "parcel", "payment": {"method": "invoice"}}
    quote = client.patch(f"{cart}/checkout", json=given).json["quote"]
    assert (quote["total"]["amount"], quote["tax"]["amount"]) == (2 * 1290 + 490, 490)
    assert client.post(f"{cart}/checkout/place").status_code == 201

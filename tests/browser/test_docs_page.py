"""What a developer sees at `/docs`: the page works in a real browser, under its own security headers, without the internet."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

from adapters.demo.loader import DemoShop
from adapters.settings import Settings
from bootstrap import build
from features.drivers.staff import STAFF
from tests.support.running import serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@dataclass
class Visit:
    """A page with what went wrong on it and which hosts it asked."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.elsewhere.append(request.url)


@pytest.fixture
def shop_url(real_settings: Settings, tmp_path: Path) -> Iterator[str]:
    app = build(real_settings)
    try:
        DemoShop(app, STAFF).load(lambda *_: None)
    finally:
        app.close()
    with serving(real_settings, tmp_path / "web.log") as url:
        yield url


@pytest.fixture
def visit(shop_url: str) -> Iterator[Visit]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        seen = Visit(page, shop_url)
        page.on("console", lambda message: seen.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", seen.asked)
        yield seen
        browser.close()


def test_the_whole_api_is_shown_and_can_be_tried_out(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.url}/docs")
    page.locator("#operations-tag-Products").click()
    listing = page.locator("#operations-Products-browse_products")
    expect(listing).to_be_visible(timeout=30_000)
    with urlopen(f"{visit.url}/api/v1/openapi.json") as answer:
        tags = [tag["name"] for tag in json.load(answer)["tags"]]
    assert page.locator(".opblock-tag").count() == len(tags)

    listing.locator(".opblock-summary").click()
    listing.get_by_role("button", name="Execute").click()
    expect(listing.locator(".live-responses-table .response .response-col_status")).to_contain_text(["200"], timeout=15_000)
    expect(listing.locator(".live-responses-table")).to_contain_text("formatted")

    assert visit.complaints == []
    assert visit.elsewhere == []

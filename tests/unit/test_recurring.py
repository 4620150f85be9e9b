"""What the shop does by itself."""

from datetime import timedelta

import pytest

from application.recurring import RECURRING


@pytest.mark.parametrize("name", ["catalog.refresh_due_documents", "pricing.announce_prices"])
def test_what_begins_and_ends_by_the_clock_is_shown_within_seconds(name: str) -> None:
    [work] = [work for work in RECURRING if work.name == name]
    assert work.every <= timedelta(seconds=5)

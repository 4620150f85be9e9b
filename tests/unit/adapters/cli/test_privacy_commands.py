"""`stoa privacy`, and what `stoa customers` hands out and erases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from adapters.clock import AdjustableClock
from application.facade import Application
from application.privacy.guest_consents import AskGuestConsent
from application.privacy.ports import RetentionRule
from domain.shared.ids import AccountId
from tests.support.cli_shop import CliShop, shop_in_memory
from tests.support.people import account_behind

GUEST = "guest@example.com"


@pytest.fixture
def shop(memory_app: Application) -> CliShop:
    return shop_in_memory(memory_app)


@pytest.fixture
def ada(memory_app: Application) -> AccountId:
    return account_behind(memory_app, "ada@example.com", "Ada")


@pytest.fixture
def guest(memory_app: Application) -> str:
    memory_app.privacy.ask_guest_consent(AskGuestConsent(email=GUEST, purpose="newsletter", text_version="1", source="footer"))
    return GUEST


def test_a_dry_run_tells_by_rule_what_would_go_and_changes_nothing(shop: CliShop, guest: str, clock: AdjustableClock) -> None:
    clock.advance(timedelta(days=2000))
    for _ in range(2):
        would_go = {row["rule"]: row["rows"] for row in shop.data("privacy", "retention", "--dry-run")}
        assert would_go == {rule.value: int(rule is RetentionRule.REGISTRATIONS) for rule in RetentionRule}
    assert "would go" in shop.out("privacy", "retention", "--dry-run")
    assert "gone" in shop.out("privacy", "retention")
    assert {row["rows"] for row in shop.data("privacy", "retention", "--dry-run")} == {0}


@pytest.mark.parametrize("who", ["ADA@example.com", "id"])
def test_a_copy_of_everything_is_written_to_a_file_for_its_owner_alone(shop: CliShop, ada: AccountId, tmp_path: Path, who: str) -> None:
    target = tmp_path / "ada.zip"
    shop.out("customers", "export", str(ada) if who == "id" else who, "--to", str(target))
    with ZipFile(target) as archive:
        assert b"ada@example.com" in archive.read("identity.json")
    assert target.stat().st_mode & 0o077 == 0
    assert "is there already" in shop.refusal("customers", "export", str(ada), "--to", str(target))


def test_a_person_is_erased_once_that_is_confirmed(shop: CliShop, ada: AccountId, guest: str) -> None:
    assert shop.run("customers", "erase", str(ada)).exit_code == 1
    assert shop.data("customers", "list") != []
    assert shop.data("customers", "erase", str(ada), "--yes")["rows"]["accounts"] == 1
    assert shop.data("customers", "list") == []
    assert shop.data("customers", "erase", guest, "--yes")["rows"] == {"consents": 1}


def test_whoever_is_not_known_is_told_without_the_address(shop: CliShop, tmp_path: Path) -> None:
    target = tmp_path / "nobody.zip"
    refusals = [
        shop.refusal("customers", "erase", "nobody@example.com", "--yes"),
        shop.refusal("customers", "export", "nobody@example.com", "--to", str(target)),
    ]
    assert not any("nobody" in refusal for refusal in refusals)
    assert not target.exists()

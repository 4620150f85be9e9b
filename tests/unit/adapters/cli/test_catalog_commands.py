"""`stoa catalog import` and `export`, on the shop in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from application.facade import Application
from tests.support.cli_shop import CliShop, shop_in_memory

CATALOGUE = "Handle,Title,Variant SKU,Variant Price\nmug,Blue mug,MUG,12.50\ncup,Cup,CUP,x\n"


@pytest.fixture
def shop(memory_app: Application) -> CliShop:
    shop = shop_in_memory(memory_app)
    shop.goods.channel()
    return shop


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "products.csv"
    path.write_text(CATALOGUE)
    return path


def test_a_file_goes_in_and_the_numbers_are_told(shop: CliShop, file: Path) -> None:
    told = shop.data("catalog", "import", str(file))
    assert (told["state"], told["counts"]["created"], told["counts"]["refused"]) == ("finished", 1, 1)
    assert shop.data("catalog", "import", str(file))["counts"]["unchanged"] == 1
    assert "unchanged" in shop.out("catalog", "import", str(file))


def test_a_dry_run_keeps_nothing(shop: CliShop, file: Path) -> None:
    assert shop.data("catalog", "import", str(file), "--dry-run")["counts"]["created"] == 1
    assert shop.data("catalog", "import", str(file))["counts"]["created"] == 1


def test_the_report_is_written_where_it_is_wanted(shop: CliShop, file: Path, tmp_path: Path) -> None:
    shop.out("catalog", "import", str(file), "--report", str(tmp_path / "report.csv"))
    assert (tmp_path / "report.csv").read_text().splitlines()[1].startswith("3,Variant Price,error")


def test_a_mapping_is_a_file_or_a_name(shop: CliShop, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Nr;Name;Preis\n7;Tasse;1,50\n")
    (tmp_path / "list.toml").write_text(
        "[file]\ndelimiter = ';'\ndecimal_comma = true\n[columns]\nhandle = ['Name', 'Nr']\ntitle = 'Name'\nprice = 'Preis'\n"
    )
    told = shop.data("catalog", "import", str(tmp_path / "list.csv"), "--mapping", str(tmp_path / "list.toml"))
    assert told["counts"]["created"] == 1
    assert "invalid_mapping" in shop.refusal("catalog", "import", str(tmp_path / "list.csv"), "--mapping", "unheard-of")


def test_the_export_can_be_imported(shop: CliShop, file: Path, tmp_path: Path) -> None:
    shop.out("catalog", "import", str(file))
    out = tmp_path / "export.csv"
    assert "bytes" in shop.out("catalog", "export", str(out))
    assert shop.data("catalog", "import", str(out))["counts"]["unchanged"] == 1
    assert list(tmp_path.glob("*.part")) == []


def test_a_file_that_is_not_there_and_one_that_is_no_catalogue_are_failures(shop: CliShop, tmp_path: Path) -> None:
    assert "cannot be read" in shop.refusal("catalog", "import", str(tmp_path / "nothing.csv"))
    (tmp_path / "text.csv").write_text("just text\n")
    result = shop.run("catalog", "import", str(tmp_path / "text.csv"))
    assert (result.exit_code, "no column Handle" in result.stderr) == (1, True)

"""Test folders are packages all the way up: a lone `queue/__init__.py` would take the place of the standard `queue`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_folder_of_tests_is_a_package() -> None:
    files = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("features/**/*.py")]
    folders = {parent for file in files for parent in file.relative_to(ROOT).parents if parent != Path()}
    assert sorted(str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()) == []

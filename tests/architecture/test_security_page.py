"""docs/security.md is whole, and names only what exists."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
TABLE = PAGE.partition("## ASVS 5.0")[2]

#: Requirements of level 1 and 2 in ASVS 5.0, by section: how many there are of each, counted from 1.
LEVEL_2 = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5,
    "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4,
    "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3,
    "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4,
    "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


def test_every_requirement_has_one_row() -> None:
    listed = [name for row in re.findall(r"^\| ([\d., ]+) \|", TABLE, re.MULTILINE) for name in row.split(", ")]
    wanted = [f"{section}.{number}" for section, count in LEVEL_2.items() for number in range(1, count + 1)]
    assert sorted(listed) == sorted(wanted)


@pytest.mark.parametrize("named", sorted({name for name in re.findall(r"`([\w./-]+/[\w./:-]*)`", PAGE) if not name.startswith("/")}))
def test_what_is_named_exists(named: str) -> None:
    path, _, test = named.partition("::")
    assert (ROOT / path).exists(), path
    assert not test or f"def {test}(" in (ROOT / path).read_text(), named


def test_a_row_that_applies_names_a_place() -> None:
    rows = [line.split("|") for line in TABLE.splitlines() if re.match(r"\| \d", line)]
    bare = [cells[1].strip() for cells in rows if not cells[2].strip().startswith("n/a") and "`" not in cells[3]]
    assert bare == []

"""The features speak the shop's language and run on both drivers."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT

FEATURES = sorted((ROOT / "features").rglob("*.feature"))
#: Words of the technology; a scenario with one of them describes an interface, not the shop.
TECHNICAL = re.compile(r"\b(json|http|endpoint|button|click|page loads|status code|api|url|database|row|sql|queue)\b", re.IGNORECASE)


def test_scenarios_use_the_customers_words() -> None:
    for path in FEATURES:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line.strip().startswith("#"):
                assert not TECHNICAL.search(line), f"{path.relative_to(ROOT)}:{number} {line.strip()}"


def test_nearly_every_scenario_runs_on_both_drivers() -> None:
    text = "\n".join(path.read_text() for path in FEATURES)
    scenarios = len(re.findall(r"^\s*Scenario", text, re.MULTILINE))
    exceptions = len(re.findall(r"@only_\w+", text))
    assert exceptions * 100 <= scenarios * 3


def test_every_feature_says_for_whom_it_is() -> None:
    for path in FEATURES:
        assert re.search(r"In order to .+\n\s*As .+\n\s*I want .+", path.read_text()), path

"""docs/configuration.md says what the settings class says."""

from adapters.settings import Settings
from scripts.configuration_docs import PAGE, render


def test_the_configuration_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run: python -m scripts.configuration_docs"


def test_every_setting_has_a_description_and_a_row() -> None:
    page = render()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"| {field.description} |" in page, name

"""`stoa check` finds what is wrong, on real services."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters.cli.check import Verdict, check
from adapters.cli.main import app
from adapters.settings import Settings, load_settings
from tests.support.databases import fresh_database


def verdicts(settings: Settings) -> dict[str, str]:
    """The worst finding for each name."""
    order = [Verdict.OK, Verdict.WARNING, Verdict.FAILURE]
    worst: dict[str, Verdict] = {}
    for finding in check(settings):
        worst[finding.name] = max(worst.get(finding.name, Verdict.OK), finding.verdict, key=order.index)
    return {name: verdict.value for name, verdict in worst.items()}


def messages(settings: Settings, name: str) -> str:
    return " ".join(finding.message for finding in check(settings) if finding.name == name)


def changed(settings: Settings, **values: Any) -> Settings:
    return load_settings(_env_file=None, **settings.model_dump() | values)


def test_a_migrated_installation_has_no_failure(real_settings: Settings) -> None:
    assert "failure" not in verdicts(real_settings).values()


def test_a_database_behind_the_code_is_told_to_migrate(real_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.cli.check.head_revision", lambda: "a_newer_one")
    with fresh_database(migrated=False) as url:
        assert "stoa migrate" in messages(changed(real_settings, database_url=url), "schema")


def test_services_that_do_not_answer_are_named(real_settings: Settings, tmp_path: Path) -> None:
    broken = changed(
        real_settings,
        database_url="postgresql://nobody@127.0.0.1:9/none",
        redis_url="redis://127.0.0.1:9/0",
        opensearch_url="http://127.0.0.1:9",
        mail_transport="smtp",
        smtp_host="127.0.0.1",
        smtp_port=9,
    )
    found = verdicts(broken)
    assert [found[name] for name in ("DATABASE_URL", "REDIS_URL", "OPENSEARCH_URL", "SMTP_HOST")] == ["failure"] * 4


def test_a_folder_that_is_a_file_fails(real_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert verdicts(changed(real_settings, data_dir=file))["STOA_DATA_DIR"] == "failure"


def test_production_is_warned_of_what_customers_would_feel(real_settings: Settings) -> None:
    production = changed(
        real_settings, environment="production", secret_key="k" * 32, test_gateway_webhook_secret="whsec_b3du", cors_origins="*"
    )
    found = verdicts(production)
    for name in ("STOA_BASE_URL", "CORS_ORIGINS", "PAYMENT_METHODS", "BANK_ACCOUNT", "RATE_LIMITS_ENABLED", "MAIL_TRANSPORT"):
        assert found[name] == "warning", name


def test_more_connections_than_the_server_has_are_a_warning(real_settings: Settings) -> None:
    assert verdicts(changed(real_settings, web_workers=64))["DB_POOL_SIZE"] == "warning"


def test_programs_read_json_and_the_exit_code(real_settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STOA_ENVIRONMENT", "test")
    monkeypatch.setenv("STOA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", real_settings.database_url)
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    result = CliRunner().invoke(app, ["check", "--json"])
    assert result.exit_code == 1
    rows = {row["name"]: row["verdict"] for row in json.loads(result.stdout)}
    assert rows["REDIS_URL"] == "failure"

"""What is deployed speaks the language of the settings."""

from pathlib import Path
from typing import Any

import yaml

from adapters.settings import Settings, load_settings, variable_name

ROOT = Path(__file__).resolve().parents[2]
VARIABLES = {variable_name(name): name for name in Settings.model_fields}


def documents(path: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((ROOT / path).read_text(encoding="utf-8")))


def test_compose_sets_only_variables_that_exist() -> None:
    services = documents("docker-compose.yml")[0]["services"]
    for role in ("web", "worker", "migrate"):
        assert set(services[role]["environment"]) <= set(VARIABLES)


def test_compose_knows_every_required_variable() -> None:
    required = {variable_name(name) for name, field in Settings.model_fields.items() if field.is_required()}
    assert required | {"STOA_SECRET_KEY"} <= set(documents("docker-compose.yml")[0]["services"]["web"]["environment"])


def test_every_image_that_is_deployed_is_a_stage_of_the_dockerfile() -> None:
    stages = {line.split()[-1] for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if line.startswith("FROM")}
    services = documents("docker-compose.yml")[0]["services"].values()
    assert {service["build"]["target"] for service in services if "build" in service} <= stages
    images = {entry["name"] for entry in documents("deploy/kubernetes/kustomization.yaml")[0]["images"]}
    assert images == {"stoa-web", "stoa-worker", "stoa-migrate"}


def test_kustomize_names_every_manifest() -> None:
    named = set(documents("deploy/kubernetes/kustomization.yaml")[0]["resources"])
    assert named == {file.name for file in (ROOT / "deploy/kubernetes").glob("*.yaml")} - {"kustomization.yaml"}


def test_the_kubernetes_configuration_starts_in_production() -> None:
    data = documents("deploy/kubernetes/configuration.yaml")[0]["data"]
    assert set(data) <= set(VARIABLES)
    values = {VARIABLES[name]: value for name, value in data.items()}
    settings = load_settings(_env_file=None, **values, database_url="postgresql://p/s", redis_url="redis://r/0", secret_key="k" * 32)
    assert settings.environment == "production"


def test_every_long_running_compose_service_has_a_health_check() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "HEALTHCHECK" in dockerfile.split("AS web")[1]
    services = documents("docker-compose.yml")[0]["services"]
    unchecked = {name for name, service in services.items() if "healthcheck" not in service}
    assert unchecked == {"web", "migrate"}, "web's is in its image, migrate ends"

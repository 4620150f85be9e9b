"""The settings of a command: configured ones, or the embedded services of this folder when nothing is configured."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values

from adapters.cli.commands import CommandFailed
from adapters.settings import Settings, load_settings

if TYPE_CHECKING:
    from adapters.embedded import EmbeddedServices


def configured(name: str) -> str | None:
    """A variable from the environment or `.env`; empty counts as absent."""
    return os.environ.get(name) or dotenv_values(".env").get(name) or None


def environment_here() -> str:
    """`STOA_ENVIRONMENT`, as far as it is configured."""
    return configured("STOA_ENVIRONMENT") or "development"


def uses_embedded_services() -> bool:
    """Whether this folder's own PostgreSQL and Redis serve: so it is unless both addresses are configured."""
    return not (configured("DATABASE_URL") and configured("REDIS_URL"))


def join_embedded_services(services: "EmbeddedServices") -> None:
    """Point our environment, and so our children's, at embedded services; what is configured wins."""
    for name, value in services.environment().items():
        if configured(name) is None:
            os.environ[name] = value


def settings_here() -> Settings:
    """What every command runs with: in a checkout it joins the shop that `stoa run` or `stoa services up` keeps."""
    folder = Path(configured("STOA_DATA_DIR") or ".stoa")
    if uses_embedded_services() and (folder / "postgres" / "initialised").exists():
        from adapters.embedded import EmbeddedServices

        services = EmbeddedServices(folder)
        if not all(status.running for status in services.status()):
            raise CommandFailed(
                f"PostgreSQL and Redis of {folder} do not run: start the shop with `make run`, or only them with `make up`."
            )
        join_embedded_services(services)
    return load_settings()

"""What settings are made of: where sections are read from, what values look like, and what is wrong with one that is refused."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _postgres(url: str) -> str:
    """The URL with the driver Stoa uses: hosting platforms hand out `postgres://` and `postgresql://`."""
    normalised = re.sub(r"^postgres(ql)?://", "postgresql+psycopg2://", url.strip())
    if not normalised.startswith("postgresql+psycopg2://"):
        raise ValueError("must be a PostgreSQL address such as postgresql+psycopg2://user:password@host:5432/stoa")
    return normalised


def _redis(url: str) -> str:
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must be a Redis address such as redis://host:6379/0")
    return url


def _web(url: str) -> str:
    if not re.match(r"https?://[^/\s]+", url):
        raise ValueError("must start with http:// or https:// and name a host")
    return url.rstrip("/")


def _rate(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*/(second|minute|hour|day)", text):
        raise ValueError("must read like 120/minute (second, minute, hour or day)")
    return text


def listed(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


PostgresUrl = Annotated[str, AfterValidator(_postgres)]
RedisUrl = Annotated[str, AfterValidator(_redis)]
WebUrl = Annotated[str, AfterValidator(_web)]
RateLimit = Annotated[str, AfterValidator(_rate)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)]
Blank = BeforeValidator(_blank_is_none)


class Section(BaseSettings):
    """Settings about one thing: read from the environment and `.env`."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # compose files and manifests pass unset variables on as empty ones
        validate_by_name=True,
        validate_by_alias=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

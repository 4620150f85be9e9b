"""How a provider of external logins is configured, and what is refused there."""

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def _issuer(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://accounts.example.com")
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise ValueError("must begin with https:// (http is for this machine alone)")
    return url


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", text):
        raise ValueError("must consist of small letters, digits and hyphens, 50 at most")
    return text


class ExternalProvider(BaseModel):
    """`name` stands in addresses and with linked logins: never change it. `issuer` is compared to the last character.

    `app_redirect_uri` is where apps and single-page shops get the person back; empty: `<storefront>/auth/external/<name>`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, AfterValidator(_name)]
    label: str = Field(min_length=1, max_length=100)
    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: str = Field(min_length=1)
    client_secret: SecretStr = SecretStr("")
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    app_redirect_uri: str | None = None


_PROVIDERS = TypeAdapter(tuple[ExternalProvider, ...])


def providers_of(value: Any) -> tuple[ExternalProvider, ...]:
    """From JSON or objects. Raises ValueError that names the entry and its field, never a value: secrets are among them."""
    try:
        given = orjson.loads(value) if isinstance(value, str) else value
        providers = _PROVIDERS.validate_python(given)
    except orjson.JSONDecodeError:
        raise ValueError("must be a JSON list of providers, see docs/external-login.md") from None
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = "/".join(str(part) for part in problem["loc"])
        raise ValueError(f"is wrong at {place}: {str(problem['msg']).removeprefix('Value error, ')}") from None
    _guard(providers)
    return providers


def _guard(providers: tuple[ExternalProvider, ...]) -> None:
    names = [provider.name for provider in providers]
    if len(set(names)) != len(names):
        raise ValueError("names two providers alike: names must differ")
    without = [provider.name for provider in providers if "openid" not in provider.scopes]
    if without:
        raise ValueError(f"is wrong at {without[0]}/scopes: `openid` must be among them")

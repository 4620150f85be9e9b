"""External logins: providers of the configuration, spoken to over the wire or, in memory, played."""

from __future__ import annotations

from adapters.security.oidc.none import NoIdentityProviders
from adapters.settings import Settings
from application.identity.external.entering import ExternalEntrance
from application.identity.external.journeys import Journeys
from application.identity.external.ports import IdentityProviders, Provider
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.identity.providers import MemoryIdentityProviders

    settings = parts.settings
    listed = [Provider(each.name, each.label) for each in settings.external_providers]
    _both(parts, MemoryIdentityProviders(listed, settings.base_url, settings.storefront_url, settings.external_sign_in_path))


def real(parts: RealParts) -> None:
    _both(parts, _providers(parts.settings))


def _providers(settings: Settings) -> IdentityProviders:
    if not settings.external_providers:
        return NoIdentityProviders(settings.storefront_url + settings.external_sign_in_path)
    # Seven megabytes of HTTP and JOSE in every process, for shops that have providers.
    from adapters.security.oidc.providers import AuthlibProviders

    return AuthlibProviders(settings.external_providers, settings.base_url, settings.storefront_url, settings.external_sign_in_path)


def _both(parts: Parts, providers: IdentityProviders) -> None:
    register(parts.container, IdentityProviders, providers)
    for part in (Journeys, ExternalEntrance):
        parts.container.register(part)

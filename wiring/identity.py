"""Accounts: proofs of who somebody is, and the mails about them."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from urllib.parse import urlsplit

from adapters.notifications.person_mails import AccountsForMail
from adapters.security.mailed_secrets import HmacSecretTokens
from adapters.settings import Settings
from application.identity.ports import IdentityUnitOfWork, SecretTokens
from application.notifications.ports import PeopleForMail
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    _both(parts)


def real(parts: RealParts) -> None:
    _both(parts)


def _both(parts: Parts) -> None:
    container, settings = parts.container, parts.settings
    register(container, SecretTokens, HmacSecretTokens(settings.signing_key))
    units = container.resolve(Callable[[], IdentityUnitOfWork])
    register(container, PeopleForMail, AccountsForMail(units, shop_name(settings)))


def shop_name(settings: Settings) -> str:
    """An account belongs to no channel: mails about it come from whoever MAIL_FROM names."""
    return parseaddr(settings.mail_from)[0] or urlsplit(settings.storefront_url).netloc

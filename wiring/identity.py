"""Accounts: proofs of who somebody is, and the mails about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import urlsplit

from adapters.memory.identity.throttle import MemoryThrottle
from adapters.notifications.consent_mails import GuestConsentsForMail
from adapters.notifications.person_mails import AccountsForMail
from adapters.security.mailed_secrets import HmacSecretTokens
from adapters.security.passwords import Argon2Passwords, ZxcvbnPasswords
from adapters.security.throttle import RedisThrottle
from adapters.settings import Settings
from adapters.validation.emails import SyntaxCheckedEmails
from application.identity.accounts.opening_links import MailedLinks
from application.identity.accounts.passwords import Passwords
from application.identity.accounts.signing_in import SigningIn
from application.identity.ports import (
    EmailAddresses,
    GuessablePasswords,
    IdentityUnitOfWork,
    PasswordHasher,
    SecretTokens,
    StaffRoll,
    Throttle,
)
from application.notifications.account_letters import AccountLetters
from application.notifications.on_consent import ConsentLetters
from application.notifications.ports import ConsentsForMail, PeopleForMail
from application.privacy.guest_consents import GuestConsents
from application.privacy.ports import PrivacyUnitOfWork
from application.sessions.ports import Rights
from domain.shared.ids import AccountId
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:

    register(parts.container, Throttle, MemoryThrottle())
    _both(parts)


def real(parts: RealParts) -> None:
    throttle = RedisThrottle(parts.settings.redis_url, parts.settings.signing_key, MemoryThrottle())
    parts.on_close(throttle.close)
    register(parts.container, Throttle, throttle)
    _both(parts)


def _both(parts: Parts) -> None:
    container, settings = parts.container, parts.settings
    register(container, SecretTokens, HmacSecretTokens(settings.signing_key))
    units = container.resolve(Callable[[], IdentityUnitOfWork])
    register(container, PeopleForMail, AccountsForMail(units, shop_name(settings)))
    register(container, EmailAddresses, SyntaxCheckedEmails())
    register(container, PasswordHasher, password_hasher(settings))
    register(container, GuessablePasswords, ZxcvbnPasswords())
    register(container, StaffRoll, RightsRoll(container.resolve(Rights)))
    register(container, ConsentsForMail, GuestConsentsForMail(container.resolve(Callable[[], PrivacyUnitOfWork]), shop_name(settings)))
    for part in (Passwords, MailedLinks, SigningIn, GuestConsents, AccountLetters, ConsentLetters):
        container.register(part)


def password_hasher(settings: Settings) -> Argon2Passwords:
    return Argon2Passwords(
        time_cost=settings.argon2_passes,
        memory_kib=settings.argon2_memory_kib,
        parallelism=settings.argon2_lanes,
        at_once=settings.argon2_at_once,
    )


@dataclass(frozen=True)
class RightsRoll:
    """Staff is who has rights at present, whatever they are."""

    rights: Rights

    def includes(self, account_id: AccountId) -> bool:
        return self.rights.of(account_id) is not None


def shop_name(settings: Settings) -> str:
    """An account belongs to no channel: mails about it come from whoever MAIL_FROM names."""
    return parseaddr(settings.mail_from)[0] or urlsplit(settings.storefront_url).netloc

"""What happened to somebody's external logins; ids and the provider's name only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.identity.events import AccountEvent


@dataclass(frozen=True, kw_only=True)
class ExternalLoginEvent(AccountEvent):
    """`provider` by its name in the settings."""

    provider: str


@dataclass(frozen=True, kw_only=True)
class ExternalIdentityLinked(ExternalLoginEvent):
    """The account can be entered through the provider from now on."""

    name: ClassVar[str] = "identity.external_identity_linked"


@dataclass(frozen=True, kw_only=True)
class ExternalIdentityUnlinked(ExternalLoginEvent):
    """The provider no longer opens this account."""

    name: ClassVar[str] = "identity.external_identity_unlinked"

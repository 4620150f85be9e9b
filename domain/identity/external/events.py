"""What happened to somebody's external logins; ids and the provider's name only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class _AboutExternalIdentity(Event):
    account_id: AccountId
    provider: str

    @property
    def aggregate_id(self) -> UUID:
        return self.account_id


@dataclass(frozen=True, kw_only=True)
class ExternalIdentityLinked(_AboutExternalIdentity):
    """The account can be entered through the provider from now on."""

    name: ClassVar[str] = "identity.external_identity_linked"


@dataclass(frozen=True, kw_only=True)
class ExternalIdentityUnlinked(_AboutExternalIdentity):
    """The provider no longer opens this account."""

    name: ClassVar[str] = "identity.external_identity_unlinked"

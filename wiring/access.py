"""Access: roles, staff, keys."""

from __future__ import annotations

from collections.abc import Callable

from adapters.notifications.invitation_mails import InvitationsForMail
from adapters.notifications.key_mails import ApiKeysForMail
from adapters.persistence.access.reading import SqlKeyUses, SqlStaffRights
from adapters.security.api_keys import HmacKeySecrets, RememberedKeys
from adapters.validation.emails import SyntaxCheckedEmails
from application.access.accept_invitation import Newcomers
from application.access.departures import Departures
from application.access.ports import AccessUnitOfWork, EmailAddresses, KeySecrets, KeyUses
from application.notifications.ports import InvitedPeople, KeysForMail
from application.sessions.ports import MachineKeys, Rights
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register
from wiring.identity import shop_name


def memory(parts: MemoryParts) -> None:
    from adapters.memory.access.reading import MemoryKeyUses, MemoryStaffRights

    _both(parts, MemoryKeyUses(parts.database), MemoryStaffRights(parts.database))


def real(parts: RealParts) -> None:
    _both(parts, SqlKeyUses(parts.reads), SqlStaffRights(parts.reads))


def _both(parts: Parts, uses: KeyUses, rights: Rights) -> None:
    container = parts.container
    secrets = HmacKeySecrets(parts.settings.signing_key)
    register(container, KeySecrets, secrets)
    register(container, Rights, rights)
    register(container, MachineKeys, RememberedKeys(secrets, uses, rights, parts.clock))
    register(container, EmailAddresses, SyntaxCheckedEmails())
    units = container.resolve(Callable[[], AccessUnitOfWork])
    register(container, InvitedPeople, InvitationsForMail(units, parts.clock, shop_name(parts.settings)))
    register(container, KeysForMail, ApiKeysForMail(units))
    for part in (Departures, Newcomers):
        container.register(part)

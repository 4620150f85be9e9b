"""Access: roles, staff, keys."""

from __future__ import annotations

from adapters.memory.access.reading import MemoryKeyUses, MemoryStaffRights
from adapters.persistence.access.reading import SqlKeyUses, SqlStaffRights
from adapters.security.api_keys import HmacKeySecrets, RememberedKeys
from adapters.validation.emails import SyntaxCheckedEmails
from application.access.departures import Departures
from application.access.ports import EmailAddresses, KeySecrets, KeyUses
from application.sessions.ports import MachineKeys, Rights
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
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
    container.register(Departures)

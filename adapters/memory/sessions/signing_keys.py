"""Signing keys in memory."""

from __future__ import annotations

from adapters.memory.repository import MemoryRepository
from domain.sessions.signing_key import SigningKey


class MemorySigningKeys(MemoryRepository[SigningKey]):
    """See `application.sessions.ports.SigningKeys`."""

    table_name = "signing_keys"
    kind = "signing key"

    def all(self) -> list[SigningKey]:
        found = sorted(self._table.rows(), key=lambda key: key.id)
        for key in found:
            self._uow.track(key)
        return found

    def locked(self) -> list[SigningKey]:
        self._uow.lock_rows()
        return self.all()

"""API keys in the words of mails."""

from __future__ import annotations

from dataclasses import dataclass

from application.access.ports import AccessUnitOfWork
from application.notifications.ports import KeyForMail
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ApiKeyId


@dataclass(frozen=True)
class ApiKeysForMail:
    """See `application.notifications.ports.KeysForMail`."""

    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def key(self, key_id: ApiKeyId) -> KeyForMail:
        with self.unit_of_work() as uow:
            key = uow.api_keys.get(key_id)
        return KeyForMail(key.name, key.prefix, key.scopes)

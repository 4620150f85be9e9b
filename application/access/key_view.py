"""An API key as staff see it: never its secret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.access.ports import AccessUnitOfWork
from domain.access.api_key import ApiKey
from domain.shared.ids import ApiKeyId


@dataclass(frozen=True)
class KeyView:
    """`responsible` is the name of who answers for it; None: the operator. An `orphan`'s person left: it opens nothing."""

    id: ApiKeyId
    name: str
    prefix: str
    scopes: tuple[str, ...]
    channels: tuple[str, ...]
    responsible: str | None
    orphan: bool
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    quota: int | None
    version: int


def key_views(uow: AccessUnitOfWork, keys: Sequence[ApiKey]) -> list[KeyView]:
    codes = uow.shop_channels.codes()
    names = {member.account_id: member.name for member in uow.staff.all()}
    return [
        KeyView(
            id=key.id,
            name=key.name,
            prefix=key.prefix,
            scopes=key.scopes,
            channels=tuple(sorted(codes[channel] for channel in key.channels if channel in codes)),
            responsible=None if key.responsible is None else names.get(key.responsible),
            orphan=key.responsible is not None and key.responsible not in names,
            created_at=key.created_at,
            expires_at=key.expires_at,
            last_used_at=key.last_used_at,
            revoked_at=key.revoked_at,
            quota=key.quota,
            version=key.version,
        )
        for key in keys
    ]

"""API keys: how they look, how they are recognised, and what a process remembers of them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from application.access.ports import KeyUses, NewKey
from application.sessions.ports import Rights as StaffRights
from application.shared.actor import Actor, ActorKind
from application.shared.clock import Clock
from domain.access.api_key import ApiKey
from domain.access.rights import Rights
from domain.shared.errors import Unauthenticated, Unavailable

MARK = "stoa_"
#: How long a process trusts what it read, when no revocation tells it otherwise.
REMEMBERED = timedelta(seconds=60)
#: More keys than this are not remembered: a bound for memory, not for shops.
MOST = 10_000

_SHAPE = re.compile(r"(stoa_[a-z2-7]{10})_([A-Za-z0-9_-]{43})")


class HmacKeySecrets:
    """`stoa_<10 letters>_<256 random bits>`. Such a secret needs no slow hash: HMAC-SHA256 under a key of the installation does."""

    def __init__(self, signing_key: str) -> None:
        self._key = hmac.digest(signing_key.encode(), b"api-keys", hashlib.sha256)

    def new(self) -> NewKey:
        prefix = MARK + "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(10))
        text = f"{prefix}_{secrets.token_urlsafe(32)}"
        return NewKey(prefix, text, self._hash(text))

    def read(self, text: str) -> tuple[str, bytes] | None:
        match = _SHAPE.fullmatch(text)
        return None if match is None else (match.group(1), self._hash(text))

    def _hash(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(), hashlib.sha256)


@dataclass(frozen=True)
class _Remembered:
    key: ApiKey
    actor: Actor
    until: datetime


class RememberedKeys:
    """See `application.sessions.ports.MachineKeys`. A request with a known key costs one HMAC and no statement."""

    def __init__(self, secrets_: HmacKeySecrets, uses: KeyUses, rights: StaffRights, clock: Clock) -> None:
        self._secrets, self._uses, self._rights, self._clock = secrets_, uses, rights, clock
        self._known: dict[str, _Remembered] = {}
        self._forgotten = 0
        self._lock = Lock()

    def actor(self, secret: str) -> Actor | None:
        if not secret.startswith(MARK):
            return None
        presented = self._secrets.read(secret)
        if presented is None:
            raise Unauthenticated
        prefix, digest = presented
        now = self._clock.now()
        found = self._known.get(prefix)
        if found is None or now >= found.until:
            found = self._read(prefix, now)
        if found is None or not hmac.compare_digest(found.key.secret_hash, digest) or not found.key.opens_at(now):
            raise Unauthenticated
        self._note(found.key, now)
        return found.actor

    def forget(self, key_ids: Collection[UUID]) -> None:
        """Keys by their own id, and by the account that answers for them."""
        wanted = frozenset(key_ids)
        with self._lock:
            self._forgotten += 1
            for prefix, row in list(self._known.items()):
                if row.key.id in wanted or row.key.responsible in wanted:
                    del self._known[prefix]

    def _read(self, prefix: str, now: datetime) -> _Remembered | None:
        forgotten = self._forgotten
        key = self._uses.find(prefix)
        if key is None:
            return None
        remembered = _Remembered(key, self._as_actor(key), now + REMEMBERED)
        with self._lock:
            # What was read before somebody said "forget" may be what was to be forgotten.
            if forgotten == self._forgotten:
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[prefix] = remembered
        return remembered

    def _as_actor(self, key: ApiKey) -> Actor:
        rights = key.rights
        if key.responsible is not None:
            held = self._rights.of(key.responsible)
            rights = Rights() if held is None else rights.cut_to(Rights(held.permissions, held.by_channel))
        # Staff who look at a log know the key by its prefix; its name is anybody's free text.
        return Actor(ActorKind.STAFF, key.prefix, rights.everywhere, key_id=key.id, by_channel=rights.by_channel, quota=key.quota)

    def _note(self, key: ApiKey, now: datetime) -> None:
        if key.use_is_worth_noting(now):
            key.last_used_at = now
            with suppress(Unavailable):  # Knowing when is not worth refusing the machine.
                self._uses.used(key.id, now)

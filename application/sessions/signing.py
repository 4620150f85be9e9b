"""Keeping the keys that sign access tokens: a first one, a new one in time, and the old ones until nobody needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.sessions.ports import KeyMaker, SigningKeysUnitOfWork
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.signing_key import SigningKey, signer
from domain.shared.ids import SigningKeyId


@dataclass(frozen=True)
class EnsureSigningKey:
    """Makes the first key, in a transaction of its own. Two processes at once make one."""

    unit_of_work: UnitOfWorkFactory[SigningKeysUnitOfWork]
    maker: KeyMaker
    clock: Clock
    ids: Ids

    def __call__(self) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            if signer(uow.signing_keys.locked(), now) is None:
                uow.signing_keys.add(new_key(self.maker, SigningKeyId(self.ids.new()), now, now))
                uow.commit()


def new_key(maker: KeyMaker, key_id: SigningKeyId, signs_from: datetime, now: datetime) -> SigningKey:
    pair = maker.make(key_id)
    return SigningKey(key_id, pair.algorithm, pair.public_key, pair.sealed_private_key, signs_from, now)


@dataclass(frozen=True)
class KeySchedule:
    """`announced`: how long a key is public before it signs. `outlives`: how long it verifies after its last signature."""

    announced: timedelta
    outlives: timedelta
    rotated_every: timedelta

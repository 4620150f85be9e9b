"""The device has made a key: it opens the account from now on, and counts as a second factor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.passkeys.ceremonies import METHODS, PasskeyCeremonies
from application.identity.passkeys.ports import MadeKey
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.identity.second_factor.showing_codes import ShownCodes
from application.sessions.opening import Sessions
from application.sessions.ports import AccessToken
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.passkeys.ceremony import CeremonyPurpose
from domain.identity.passkeys.errors import PasskeyNotAccepted, TooManyPasskeys
from domain.identity.passkeys.passkey import MOST_PASSKEYS, Passkey
from domain.identity.second_factor.second_factor import SecondFactor
from domain.sessions.device import Proof
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId, PasskeyId


@dataclass(frozen=True, kw_only=True)
class FinishPasskey:
    """In the session that began. `name` is how its owner will know it."""

    actor: Actor
    ceremony: str = field(repr=False)
    credential: str = field(repr=False)
    name: str


@dataclass(frozen=True)
class AddedPasskey:
    """`recovery_codes` are shown this once, with the first factor that is set up; else there are none here. `access` says that this
    session knows the second factor."""

    passkey: Passkey
    recovery_codes: tuple[str, ...] = field(repr=False)
    access: AccessToken | None


@dataclass(frozen=True)
class FinishPasskeyHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    ceremonies: PasskeyCeremonies
    shown: ShownCodes
    sessions: Sessions
    clock: Clock
    ids: Ids

    def __call__(self, command: FinishPasskey) -> AddedPasskey:
        now, actor = self.clock.now(), command.actor
        account_id = command.actor.require_fresh(now)
        made = self._made(command, account_id)
        recovery_codes, digests = self.shown.new_set(account_id)
        access: AccessToken | None = None
        with self.unit_of_work() as uow:
            uow.accounts.locked(account_id).require_active()
            passkey = self._add(uow, account_id, made, command.name, now)
            factor = uow.second_factors.locked(account_id)
            if factor is None:
                factor = SecondFactor(account_id, None, now)
                uow.second_factors.add(factor)
            factor.require_shown(actor.strong)
            first = factor.enable(digests, now)
            if actor.session_id is not None:
                access = self.sessions.strengthen(uow, actor.session_id, Proof(now, strong=True, methods=METHODS), now)
                if first:
                    self.sessions.end_all(uow, account_id, now, EndReason.SECOND_FACTOR_CHANGED, but=actor.session_id)
            uow.commit()
        return AddedPasskey(passkey, recovery_codes if first else (), access)

    def _made(self, command: FinishPasskey, account_id: AccountId) -> MadeKey:
        taken = self.ceremonies.take(command.ceremony, CeremonyPurpose.ADD)
        if taken is None or (taken[0].account_id, taken[0].session_id) != (account_id, command.actor.session_id):
            raise PasskeyNotAccepted("ceremony")
        return self.ceremonies.proofs.added(taken[1], command.credential)

    def _add(self, uow: SecondFactorUnitOfWork, account_id: AccountId, made: MadeKey, name: str, now: datetime) -> Passkey:
        if len(uow.passkeys.of(account_id)) >= MOST_PASSKEYS:
            raise TooManyPasskeys(MOST_PASSKEYS)
        passkey = Passkey(
            PasskeyId(self.ids.new()),
            account_id,
            now,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            synced=made.synced,
            name=name,
        )
        uow.passkeys.add(passkey)
        return passkey

"""People ask to be forgotten, may think again, and are forgotten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from application.access.departures import Departures
from application.identity.accounts.patience import counted_of
from application.identity.ports import Throttle
from application.privacy.ports import Erased, MailCopies, PrivacyFailures, PrivacyRules, PrivacyUnitOfWork
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.privacy.errors import NoErasureAsked, OpenOrders, PersonNotKnown
from domain.privacy.requests import Erasure
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId, ErasureId


@dataclass(frozen=True)
class RequestErasure:
    actor: Actor


@dataclass(frozen=True)
class RequestErasureHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    rules: PrivacyRules
    clock: Clock
    ids: Ids

    def __call__(self, command: RequestErasure) -> Erasure:
        """Asking again changes nothing: the first wish counts."""
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            waiting = uow.erasures.waiting_of(account_id)
            if waiting is not None:
                return waiting
            erasure = Erasure(ErasureId(self.ids.new()), account_id, now, now + self.rules.grace)
            uow.erasures.add(erasure)
            uow.commit()
        return erasure


@dataclass(frozen=True)
class ShowErasure:
    actor: Actor


@dataclass(frozen=True)
class ShowErasureHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]

    def __call__(self, query: ShowErasure) -> Erasure:
        """The wish that waits; raises NoErasureAsked without one."""
        account_id = query.actor.require_own_hands()
        with self.unit_of_work() as uow:
            waiting = uow.erasures.waiting_of(account_id)
        if waiting is None:
            raise NoErasureAsked
        return waiting


@dataclass(frozen=True)
class CancelErasure:
    actor: Actor


@dataclass(frozen=True)
class CancelErasureHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    clock: Clock

    def __call__(self, command: CancelErasure) -> None:
        account_id = command.actor.require_own_hands()
        with self.unit_of_work() as uow:
            waiting = uow.erasures.waiting_of(account_id)
            if waiting is None:
                raise NoErasureAsked
            waiting.cancel(self.clock.now())
            uow.commit()


@dataclass(frozen=True)
class Forgetting:
    """The deed itself, in the caller's transaction."""

    departures: Departures
    sessions: Sessions
    mails: MailCopies
    throttle: Throttle
    clock: Clock

    def forget(self, uow: PrivacyUnitOfWork, erasure: Erasure, email: str | None = None) -> Erased:
        """Raises PersonNotKnown, OpenOrders while goods are to be sent, LastOwner when the shop would be nobody's."""
        now = self.clock.now()
        person = uow.personal_data.person(erasure.account_id, email, held=True)
        if person is None:
            raise PersonNotKnown
        unfinished = uow.personal_data.open_orders(person)
        if unfinished:
            raise OpenOrders(tuple(unfinished))
        if person.account_id is not None:
            self.departures.leave(uow, person.account_id, now)
            self.sessions.end_all(uow, person.account_id, now, EndReason.CLOSED)
        erasure.done(now)
        erased = uow.personal_data.erase(person, now)
        # Before the commit: killed in between, the next attempt finds the messages again, and files that are gone are no matter.
        self.mails.forget(erased.messages)
        for address in person.emails:
            for attempts in counted_of(address):
                self.throttle.forget(attempts)
        return erased


@dataclass(frozen=True)
class CarryOutErasures:
    """All wishes whose time has come, looked up `batch` at a time."""

    batch: int = 20


@dataclass(frozen=True)
class CarriedOut:
    """How many persons were forgotten, how many wait for goods that are still to be sent, and how many could not be forgotten: the
    next run tries again."""

    done: int
    failed: int
    waiting: int = 0


@dataclass(frozen=True)
class CarryOutErasuresHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    forgetting: Forgetting
    failures: PrivacyFailures

    def __call__(self, command: CarryOutErasures) -> CarriedOut:
        """One transaction each: whoever cannot be forgotten today keeps nobody else waiting."""
        outcomes: dict[ErasureId, str] = {}
        while due := self._due(command.batch, frozenset(outcomes)):
            outcomes.update({key: self._carry_out(key) for key in due})
        counts = Counter(outcomes.values())
        return CarriedOut(counts["done"], counts["failed"], counts["waiting"])

    def _due(self, batch: int, but: frozenset[ErasureId]) -> list[ErasureId]:
        with self.unit_of_work() as uow:
            return [erasure.id for erasure in uow.erasures.due(self.forgetting.clock.now(), batch, but)]

    def _carry_out(self, key: ErasureId) -> str:
        try:
            with self.unit_of_work() as uow:
                self.forgetting.forget(uow, uow.erasures.get(key))
                uow.commit()
        except OpenOrders:
            return "waiting"
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one person, the others have a right to be forgotten
            self.failures.noted("erasure", str(key), error)
            return "failed"
        return "done"


@dataclass(frozen=True, kw_only=True)
class ErasePerson:
    """Staff forget somebody at once: by account, or by e-mail address for guests."""

    actor: Actor
    account_id: AccountId | None = None
    email: str | None = None


@dataclass(frozen=True)
class ErasePersonHandler:
    permission: ClassVar[str | None] = "privacy.erase"
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    forgetting: Forgetting
    ids: Ids

    def __call__(self, command: ErasePerson) -> Erased:
        now = self.forgetting.clock.now()
        command.actor.require_step_up(now)
        with self.unit_of_work() as uow:
            person = uow.personal_data.person(command.account_id, command.email)
            erasure = Erasure(ErasureId(self.ids.new()), None if person is None else person.account_id, now, now)
            erased = self.forgetting.forget(uow, erasure, command.email)
            uow.erasures.add(erasure)
            uow.commit()
        return erased

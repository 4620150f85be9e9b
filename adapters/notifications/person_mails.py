"""People in the words of mails, taken from their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from application.identity.ports import IdentityUnitOfWork
from application.notifications.ports import AddressChange, Person
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import AccountId, DeviceId, EmailChangeId, RegistrationId


@dataclass(frozen=True)
class AccountsForMail:
    """See `application.notifications.ports.PeopleForMail`."""

    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    shop_name: str

    def account(self, account_id: AccountId) -> Person | None:
        with self.unit_of_work() as uow:
            found = uow.accounts.find(account_id)
        return None if found is None else self._person(found.email, found.locale, found.first_name)

    def registration(self, registration_id: RegistrationId) -> Person | None:
        with self.unit_of_work() as uow:
            found = uow.registrations.find(registration_id)
        return None if found is None else self._person(found.email, found.locale, found.first_name)

    def address_change(self, change_id: EmailChangeId) -> AddressChange | None:
        with self.unit_of_work() as uow:
            change = uow.email_changes.find(change_id)
            account = None if change is None else uow.accounts.find(change.account_id)
            if change is None or account is None:
                return None
            holder = uow.accounts.find_by_email(change.wanted)
        taken = holder is not None and holder.id != account.id
        return AddressChange(self._person(change.former, account.locale, account.first_name), change.wanted, taken)

    def device(self, account_id: AccountId, device_id: DeviceId) -> tuple[str, str] | None:
        with self.unit_of_work() as uow:
            known = uow.known_devices.of(account_id)
        return next(((device.label, device.network) for device in known if device.id == device_id), None)

    def _person(self, email: str, locale: str, first_name: str) -> Person:
        return Person(email, locale, first_name, self.shop_name)

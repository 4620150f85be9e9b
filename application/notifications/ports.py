"""What messages need from outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Protocol, TypedDict, Unpack

from application.shared.unit_of_work import UnitOfWork
from domain.notifications.content import MessageContent, OrderContent, PersonContent, SecretLink
from domain.notifications.message import Message, Template
from domain.shared.errors import Invalid, Unavailable
from domain.shared.ids import (
    AccountId,
    ApiKeyId,
    ConsentId,
    DeviceId,
    EmailChangeId,
    EventId,
    InvitationId,
    MessageId,
    OrderId,
    RegistrationId,
    ShipmentId,
)


@dataclass(eq=False)
class MailServerUnavailable(Unavailable):
    """The mail server does not take mails now, or not from us."""

    code: ClassVar[str] = "mail_server_unavailable"
    reason: str

    @property
    def detail(self) -> str:
        return f"The mail server does not take mails: {self.reason}"


@dataclass(eq=False)
class MailRefused(Invalid):
    """The mail server will never take this mail: the address does not exist, or is refused."""

    code: ClassVar[str] = "mail_refused"
    reason: str

    @property
    def detail(self) -> str:
        return f"The mail server refused the mail: {self.reason}"


@dataclass(frozen=True)
class Letter:
    """To whom and in which language, and what there is to tell."""

    recipient: str
    locale: str
    content: MessageContent


@dataclass(frozen=True)
class OrderForMail(Letter):
    content: OrderContent


class OrdersForMail(Protocol):
    """Orders in the words of mails."""

    def of(self, order_id: OrderId, shipment_id: ShipmentId | None = None) -> OrderForMail:
        """With the parcel when one is named. Raises EntityNotFound."""
        ...


class News(TypedDict, total=False):
    """What there is to tell somebody; see `PersonContent`."""

    facts: tuple[tuple[str, str], ...]
    link: SecretLink
    path: str
    happened_at: datetime


@dataclass(frozen=True)
class Person:
    """Somebody to write to."""

    email: str
    locale: str
    first_name: str
    shop_name: str

    def letter(self, **news: Unpack[News]) -> Letter:
        return Letter(self.email, self.locale, PersonContent(self.shop_name, self.first_name, **news))


@dataclass(frozen=True)
class AddressChange:
    """`person.email` is the address from which it goes to `wanted`; `taken` says that another account has that one already."""

    person: Person
    wanted: str
    taken: bool

    @property
    def at_wanted(self) -> Person:
        return replace(self.person, email=self.wanted)


class PeopleForMail(Protocol):
    """People in the words of mails. None where somebody, or what it was about, is gone: then there is nobody to write to."""

    def account(self, account_id: AccountId) -> Person | None: ...

    def registration(self, registration_id: RegistrationId) -> Person | None: ...

    def address_change(self, change_id: EmailChangeId) -> AddressChange | None: ...

    def device(self, account_id: AccountId, device_id: DeviceId) -> tuple[str, str] | None:
        """(Firefox on Linux, 192.0.2.0/24)"""
        ...


@dataclass(frozen=True)
class Invited:
    """Somebody who is to join the staff, and who asked them to; empty: the operator."""

    person: Person
    invited_by: str


class InvitedPeople(Protocol):
    def invited(self, invitation_id: InvitationId) -> Invited | None:
        """None when the invitation was taken back or answered meanwhile."""
        ...


@dataclass(frozen=True)
class KeyForMail:
    """An API key, by what its owner knows it by and what it may do; nothing of its secret."""

    name: str
    prefix: str
    scopes: tuple[str, ...]


class KeysForMail(Protocol):
    def key(self, key_id: ApiKeyId) -> KeyForMail:
        """Revoked ones, too. Raises EntityNotFound."""
        ...


@dataclass(frozen=True)
class Agreeing:
    """A guest who agreed to something, `purpose` in the shop's own word."""

    person: Person
    purpose: str


class ConsentsForMail(Protocol):
    def guest(self, consent_id: ConsentId) -> Agreeing | None:
        """None for consents of accounts, and for those that were taken back or forgotten meanwhile."""
        ...


class Messages(Protocol):
    """Repository of messages; one a cause, recipient and template."""

    def get(self, key: MessageId) -> Message: ...

    def find_by_cause(self, cause: EventId, recipient: str, template: Template) -> Message | None: ...

    def add(self, aggregate: Message) -> None: ...


class NotificationsUnitOfWork(UnitOfWork, Protocol):
    @property
    def messages(self) -> Messages: ...


class MessageClaims(Protocol):
    """Who sends a message right now: durable at once, by itself, so that a killed sender is known."""

    def claim(self, message_id: MessageId, now: datetime, until: datetime) -> bool:
        """True: it is ours until then. False: it is sent, or somebody else's claim still runs."""
        ...

    def give_back(self, message_id: MessageId) -> None:
        """Sending failed for sure; the next try need not wait."""
        ...


@dataclass(frozen=True)
class RenderedMail:
    subject: str
    html: str
    text: str


class MailRenderer(Protocol):
    def render(self, template: Template, locale: str, content: MessageContent) -> RenderedMail:
        """In the best language there is for `locale`, amounts and dates as people there write them."""
        ...


@dataclass(frozen=True)
class Mail:
    """`id` is the same at every try: transports that can tell take a mail once."""

    id: MessageId
    recipient: str
    subject: str
    html: str
    text: str


class MailTransport(Protocol):
    def send(self, mail: Mail) -> None:
        """Take the mail; returning means it is on its way. Raises MailServerUnavailable; MailRefused or InvalidValue for what
        no server takes.

        Where the medium can tell, a mail of an id that was taken before is not taken again (`once` says whether it can).
        """
        ...

    @property
    def once(self) -> bool: ...

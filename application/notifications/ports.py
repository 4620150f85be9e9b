"""What messages need from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from application.shared.unit_of_work import UnitOfWork
from domain.notifications.content import OrderContent
from domain.notifications.message import Message, Template
from domain.shared.errors import Invalid, Unavailable
from domain.shared.ids import EventId, MessageId, OrderId, ShipmentId


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
class OrderForMail:
    """To whom and in which language, and what there is to tell."""

    recipient: str
    locale: str
    content: OrderContent


class OrdersForMail(Protocol):
    """Orders in the words of mails."""

    def of(self, order_id: OrderId, shipment_id: ShipmentId | None = None) -> OrderForMail:
        """With the parcel when one is named. Raises EntityNotFound."""
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


class SentMessages(Protocol):
    def forget(self, before: datetime, limit: int) -> int:
        """Delete up to `limit` messages sent before: they hold addresses; how many."""
        ...


@dataclass(frozen=True)
class RenderedMail:
    subject: str
    html: str
    text: str


class MailRenderer(Protocol):
    def render(self, template: Template, locale: str, content: OrderContent) -> RenderedMail:
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

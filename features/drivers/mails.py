"""The buyers' letter boxes, and the post office between the shop and them."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Protocol, cast

from adapters.memory.notifications.transport import MemoryMailTransport
from application.notifications.ports import Mail, MailServerUnavailable, MailTransport


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


class PostOffice:
    """A transport that can be closed for a while; otherwise it hands on to the real one of the driver."""

    def __init__(self, transport: MailTransport) -> None:
        self._transport, self.open = transport, True

    @property
    def once(self) -> bool:
        return self._transport.once

    def send(self, mail: Mail) -> None:
        if not self.open:
            raise MailServerUnavailable("closed")
        self._transport.send(mail)


class MailsDriver(Protocol):
    @property
    def post_office(self) -> PostOffice: ...

    def of(self, recipient: str) -> list[Letter]:
        """What arrived for this address, oldest first."""
        ...


@dataclass(frozen=True)
class MemoryMails:
    post_office: PostOffice
    transport: MemoryMailTransport

    def of(self, recipient: str) -> list[Letter]:
        return [Letter(mail.subject, mail.text) for mail in self.transport.mails if mail.recipient == recipient]


@dataclass(frozen=True)
class FolderMails:
    post_office: PostOffice
    folder: Path

    def of(self, recipient: str) -> list[Letter]:
        messages = [_read(path) for path in sorted(self.folder.glob("*.eml"))]
        return [Letter(str(message["Subject"]), _text(message)) for message in messages if message["To"] == recipient]


def _read(path: Path) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default))


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(cast(EmailMessage, body).get_content())

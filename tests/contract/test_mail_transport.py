"""The contract of mail transports: in memory, into a folder, to an SMTP server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest

from adapters.clock import AdjustableClock
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.notifications.folder import FolderMailTransport
from adapters.notifications.mime import mime
from adapters.notifications.smtp import SmtpMailTransport, SmtpServer
from application.notifications.ports import Mail, MailTransport
from domain.shared.errors import InvalidValue
from domain.shared.ids import MessageId
from tests.support.mails import mail_server

SENDER = "Kontor <shop@kontor.example>"
ID = MessageId(UUID("0199a3c0-0000-7000-8000-000000000001"))


@dataclass
class Post:
    transport: MailTransport
    arrived: Callable[[], list[EmailMessage]]


@pytest.fixture(params=["memory", "folder", "smtp"])
def post(request: pytest.FixtureRequest, tmp_path: Path, clock: AdjustableClock) -> Iterator[Post]:
    if request.param == "memory":
        memory = MemoryMailTransport()
        yield Post(memory, lambda: [mime(mail, SENDER, clock.now()) for mail in memory.mails])
    elif request.param == "folder":
        folder = tmp_path / "mails"
        yield Post(FolderMailTransport(folder, SENDER, clock), lambda: [_read(path) for path in sorted(folder.glob("*.eml"))])
    else:
        with mail_server() as server:
            yield Post(SmtpMailTransport(SmtpServer("127.0.0.1", server.port, "none"), SENDER, clock), lambda: server.received)


def _read(path: Path) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default))


def a_mail(**changes: str) -> Mail:
    parts = {"recipient": "ada@example.com", "subject": "Your order", "html": "<p>Größe: 5 €</p>", "text": "Größe: 5 €\n"}
    return Mail(ID, **parts | changes)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(cast(EmailMessage, body).get_content())


def test_a_mail_arrives_with_both_parts(post: Post) -> None:
    post.transport.send(a_mail())
    [message] = post.arrived()
    assert (message["To"], message["Subject"], message["From"]) == ("ada@example.com", "Your order", SENDER)
    assert part(message, "plain").strip() == "Größe: 5 €"
    assert part(message, "html").strip() == "<p>Größe: 5 €</p>"


def test_the_message_id_is_the_same_at_every_try(post: Post) -> None:
    post.transport.send(a_mail())
    post.transport.send(a_mail())
    assert {message["Message-ID"] for message in post.arrived()} == {f"<{ID}@kontor.example>"}


def test_a_mail_is_taken_once_where_the_medium_can_tell(post: Post) -> None:
    post.transport.send(a_mail())
    post.transport.send(a_mail(subject="The same again"))
    assert len(post.arrived()) == (1 if post.transport.once else 2)
    assert post.arrived()[0]["Subject"] == "Your order"


@pytest.mark.parametrize("subject", ["A\r\nBcc: eve@example.com", "A\nBcc: eve@example.com\n\nbody", "A\u2028B\x00C\x85D"])
def test_a_subject_cannot_add_a_header(post: Post, subject: str) -> None:
    post.transport.send(a_mail(subject=subject))
    [message] = post.arrived()
    assert message["Bcc"] is None
    assert str(message["Subject"]).startswith("A ")
    assert part(message, "plain").strip() == "Größe: 5 €"


@pytest.mark.parametrize(
    "recipient", ["ada@example.com\r\nBcc: eve@example.com", "ada@example.com, eve@example.com", "Ada <ada@example.com>", "ada", ""]
)
def test_a_recipient_is_one_plain_address(post: Post, recipient: str) -> None:
    if isinstance(post.transport, MemoryMailTransport):
        with pytest.raises(InvalidValue):
            mime(a_mail(recipient=recipient), SENDER, AdjustableClock().now())
        return
    with pytest.raises(InvalidValue):
        post.transport.send(a_mail(recipient=recipient))
    assert post.arrived() == []


def test_letters_of_every_script_arrive(post: Post) -> None:
    post.transport.send(a_mail(subject="Заказ 注文 🎁" * 8))
    assert post.arrived()[0]["Subject"] == "Заказ 注文 🎁" * 8

"""A mail in the form in which it travels."""

from __future__ import annotations

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from application.notifications.ports import Mail
from domain.shared.errors import InvalidValue

#: Everything that could end a header line, or hide in one.
_CONTROL = dict.fromkeys((*range(32), 127, *range(128, 160), 8232, 8233), " ")


def message_id(mail: Mail, sender: str) -> str:
    """The same at every try, so that a mail that arrives twice can be recognised."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{mail.id}@{domain}>"


def mime(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """Text and HTML alternatives. Raises InvalidValue for a recipient that is not exactly one plain address."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id(mail, sender)
    message["Date"] = format_datetime(now)
    message["From"] = sender
    try:
        message["To"] = Address(addr_spec=mail.recipient)
    except (ValueError, IndexError, MessageError) as error:
        raise InvalidValue("recipient", "must be one plain e-mail address") from error
    message["Subject"] = one_line(mail.subject)
    # Tells autoresponders to keep quiet (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    return message


def one_line(text: str) -> str:
    return " ".join(text.translate(_CONTROL).split())

"""Mails through an SMTP server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from typing import Literal

from adapters.notifications.mime import mime
from application.notifications.ports import Mail, MailRefused, MailServerUnavailable
from application.shared.clock import Clock
from application.shared.discretion import discreet

#: Longest silence of the server, seconds; several of them fit into the lease of a message.
TIMEOUT = 15.0


@dataclass(frozen=True)
class SmtpServer:
    host: str
    port: int
    tls: Literal["starttls", "implicit", "none"]
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMailTransport:
    """One connection a mail: a worker sends few, and nothing has to be kept alive.

    SMTP has no way to ask whether a mail was taken. When the connection breaks after the content and before the answer,
    the mail is sent again: at least once, with the same Message-ID.
    """

    once = False

    def __init__(self, server: SmtpServer, sender: str, clock: Clock) -> None:
        self._server, self._sender, self._clock = server, sender, clock

    def send(self, mail: Mail) -> None:
        message = mime(mail, self._sender, self._clock.now())
        try:
            with self._connect() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _failure(code, answer) from error
        except smtplib.SMTPAuthenticationError as error:
            # Whatever code it comes with: the mail is good, our account is not.
            raise MailServerUnavailable("login refused") from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused(discreet(str(error))) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerUnavailable(discreet(f"{type(error).__name__}: {error}")) from error

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        if server.tls == "implicit":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            if server.tls == "starttls":
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _failure(code: int, answer: bytes | str) -> MailRefused | MailServerUnavailable:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    reason = discreet(f"{code} {text}")
    return MailRefused(reason) if 500 <= code < 600 else MailServerUnavailable(reason)

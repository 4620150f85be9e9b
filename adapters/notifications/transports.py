"""Which transport the settings ask for."""

from __future__ import annotations

from adapters.notifications.folder import FolderMailTransport
from adapters.notifications.smtp import SmtpMailTransport, SmtpServer
from adapters.settings import Settings
from application.notifications.ports import MailTransport
from application.shared.clock import Clock


def mail_transport(settings: Settings, clock: Clock) -> MailTransport:
    if settings.mail_transport == "folder":
        return FolderMailTransport(settings.mail_directory, settings.mail_from, clock)
    password = settings.smtp_password.get_secret_value()
    server = SmtpServer(settings.smtp_host, settings.smtp_port, settings.smtp_tls, settings.smtp_user, password)
    return SmtpMailTransport(server, settings.mail_from, clock)

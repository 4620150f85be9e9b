"""A mail transport that keeps mails in memory, for tests and features."""

from __future__ import annotations

from threading import Lock

from application.notifications.ports import Mail
from domain.shared.ids import MessageId


class MemoryMailTransport:
    """`mails` in the order in which they were taken."""

    once = True

    def __init__(self) -> None:
        self._taken: dict[MessageId, Mail] = {}
        self._lock = Lock()

    def send(self, mail: Mail) -> None:
        with self._lock:
            self._taken.setdefault(mail.id, mail)

    @property
    def mails(self) -> list[Mail]:
        with self._lock:
            return list(self._taken.values())

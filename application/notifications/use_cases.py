"""The table of contents of notifications; most of their work begins with events."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.forget_messages import ForgetMessages, ForgetMessagesHandler
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class NotificationsUseCases:
    forget_messages: UseCase[ForgetMessages, int] = handled_by(ForgetMessagesHandler)

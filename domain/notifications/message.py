"""A message to one person about one event, sent once."""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum

from domain.notifications.content import MessageContent
from domain.notifications.events import MessageQueued
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import EventId, MessageId
from domain.shared.state_machine import StateMachine

_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]+@[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]+")


class Template(Enum):
    """Which message it is."""

    ORDER_CONFIRMATION = "order_confirmation"
    ORDER_SHIPPED = "order_shipped"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_REFUNDED = "order_refunded"
    CONFIRM_REGISTRATION = "confirm_registration"
    ALREADY_REGISTERED = "already_registered"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a mail
    SIGN_IN_LINK = "sign_in_link"
    CONFIRM_ADDRESS = "confirm_address"
    ADDRESS_TAKEN = "address_taken"
    ADDRESS_CHANGE_ASKED = "address_change_asked"
    ADDRESS_CHANGED = "address_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a mail
    NEW_DEVICE = "new_device"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    ACCOUNT_CLOSED = "account_closed"
    SECOND_FACTOR_ENABLED = "second_factor_enabled"
    SECOND_FACTOR_DISABLED = "second_factor_disabled"
    SECOND_FACTOR_RESET = "second_factor_reset"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_REPLACED = "recovery_codes_replaced"
    RECOVERY_CODE_USED = "recovery_code_used"
    EXTERNAL_LOGIN_LINKED = "external_login_linked"
    EXTERNAL_LOGIN_UNLINKED = "external_login_unlinked"
    SESSION_STOLEN = "session_stolen"
    STAFF_INVITATION = "staff_invitation"
    STAFF_ROLES_CHANGED = "staff_roles_changed"
    STAFF_LOCKED = "staff_locked"
    STAFF_UNLOCKED = "staff_unlocked"
    STAFF_REMOVED = "staff_removed"
    API_KEY_MADE = "api_key_made"
    ACTED_FOR = "acted_for"
    EXPORT_READY = "export_ready"
    ERASURE_ASKED = "erasure_asked"
    ERASURE_TAKEN_BACK = "erasure_taken_back"
    CONFIRM_CONSENT = "confirm_consent"
    CONSENT_CONFIRMED = "consent_confirmed"

    @property
    def about_order(self) -> bool:
        """Whether its content is an order; else it is a person's account."""
        return self.value.startswith("order_")


class MessageState(Enum):
    QUEUED = "queued"
    SENT = "sent"


MESSAGE: StateMachine[MessageState] = StateMachine(
    "message", MessageState.QUEUED, {MessageState.QUEUED: frozenset({MessageState.SENT}), MessageState.SENT: frozenset()}
)


class Message(Aggregate):
    """One a cause, recipient and template. `lease_until` is set while somebody is sending it, `attempts` counts the tries."""

    def __init__(
        self,
        id: MessageId,  # noqa: A002 - the field's word
        cause: EventId,
        template: Template,
        recipient: str,
        locale: str,
        content: MessageContent,
        now: datetime,
    ) -> None:
        super().__init__(now)
        if len(recipient) > 320 or not _ADDRESS.fullmatch(recipient):
            raise InvalidValue("recipient", "must be one plain e-mail address")
        self.id = id
        self.cause = cause
        self.template = template
        self.recipient = recipient
        self.locale = locale
        self.content = content
        self.state = MESSAGE.initial
        self.attempts = 0
        self.lease_until: datetime | None = None
        self.sent_at: datetime | None = None
        self.record(MessageQueued(message_id=id, occurred_at=now))

    def sent(self, now: datetime) -> None:
        """The transport has taken it."""
        self.state = MESSAGE.advance(self.state, MessageState.SENT)
        self.sent_at = now
        self.lease_until = None
        self.touch(now)

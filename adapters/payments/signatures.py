"""Signatures of webhooks after the Standard Webhooks specification."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from domain.payments.errors import InvalidWebhook

#: Older or newer reports are refused, so that a recorded one cannot be played again for ever.
TOLERANCE = timedelta(minutes=5)


def _signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(digest).decode()


def signed(secret: str, message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers to send with `body`."""
    timestamp = str(int(now.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": _signature(secret, message_id, timestamp, body),
    }


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Raises InvalidWebhook for a missing, wrong or stale signature."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        raise InvalidWebhook("the webhook-id or webhook-timestamp header is missing or malformed")
    if abs(now - datetime.fromtimestamp(int(timestamp), UTC)) > TOLERANCE:
        raise InvalidWebhook("it is too old, or a clock is wrong")
    expected = _signature(secret, message_id, timestamp, body)
    given = headers.get("webhook-signature", "").split(" ")
    if not any(hmac.compare_digest(expected.encode(), candidate.encode()) for candidate in given):
        raise InvalidWebhook("the signature does not fit")

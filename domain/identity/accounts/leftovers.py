"""How long the shop keeps what only served to open, confirm or move an account."""

from __future__ import annotations

from datetime import timedelta

#: By what is kept. Secrets count from their end, devices from when they were seen last, the rest from when it was written.
KEPT: dict[str, timedelta] = {
    "mailed_secrets": timedelta(days=7),
    # As long as a mailed link lives, and a while for asking again.
    "registrations": timedelta(hours=48),
    "link_requests": timedelta(hours=24),
    "email_changes": timedelta(days=90),
    "known_devices": timedelta(days=180),
}

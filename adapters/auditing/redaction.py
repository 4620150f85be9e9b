"""Values as the audit log may hold them: never a secret, never a person's data, never endless."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from adapters.codec import encode
from adapters.personal_data import is_personal

#: Names of fields, at any depth, whose values nobody may read later. A test looks for columns that it should name and does not.
SECRET = re.compile(
    r"password|passphrase|passwd|secret|token|hash|digest|salt|otp|recovery|pin$|cvv|cvc|signature|credential|private|api_?key$|^key$|"
    r"signing|instrument|action_url|nonce|verifier|cookie|csrf",
    re.IGNORECASE,
)
SECRET_VALUE, PERSONAL_VALUE = "[secret]", "[personal]"
#: Housekeeping that every change brings along.
NOISE = frozenset({"version", "created_at", "updated_at"})
LONGEST_TEXT, MOST_ITEMS, DEEPEST = 500, 100, 6


def redacted(table: str, field: str, value: Any) -> Any:
    """What may be known of this field; None stays None, so that it shows whether there was something."""
    if value is None:
        return None
    if SECRET.search(field):
        return SECRET_VALUE
    if is_personal(table, field):
        return PERSONAL_VALUE
    return plain(encode(value))


def plain(value: Any, depth: int = 0) -> Any:
    """JSON-ready data with secrets covered and long parts cut."""
    if depth > DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {
            _text(str(key)): SECRET_VALUE if item is not None and SECRET.search(str(key)) else plain(item, depth + 1)
            for key, item in list(value.items())[:MOST_ITEMS]
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, depth + 1) for item in list(value)[:MOST_ITEMS]]
    if value is None or isinstance(value, (bool, int)):
        return value
    return _text(str(value))


def _text(text: str) -> str:
    cleaned = text.replace("\x00", "")
    return cleaned if len(cleaned) <= LONGEST_TEXT else cleaned[:LONGEST_TEXT] + "…"

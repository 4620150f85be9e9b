"""What a token says of itself, before anything is verified: enough to choose the key, never to trust."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Any

import orjson


def claimed_header(token: str) -> dict[str, Any]:
    """The first part of a JWT; empty for what is none. PyJWT's way to it reads and checks the other parts, too: 40 µs more."""
    first = token.partition(".")[0]
    try:
        header = orjson.loads(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, UnicodeError):
        return {}
    return header if isinstance(header, dict) else {}

"""Checks on text and the search-engine texts that several catalogue objects carry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from domain.shared.errors import InvalidValue
from domain.shared.localized_text import LocalizedText

MAX_NAME = 255
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


_NO_TEXT = LocalizedText({})


def no_text() -> LocalizedText:
    return _NO_TEXT


@dataclass(frozen=True, slots=True)
class Seo:
    """What a search engine is told; empty texts fall back to name and description."""

    title: LocalizedText = field(default_factory=no_text)
    description: LocalizedText = field(default_factory=no_text)


def checked_name(name: LocalizedText, where: str = "name") -> LocalizedText:
    """A name has text in at least one locale, and nowhere more than MAX_NAME characters."""
    if not any(map(str.strip, name.texts.values())):
        raise InvalidValue(where, "must not be empty")
    for locale, text in name.texts.items():
        if len(text) > MAX_NAME:
            raise InvalidValue(f"{where}/{locale}", f"must be at most {MAX_NAME} characters")
    return name


def checked_code(code: str, where: str = "code") -> str:
    """A code is for machines and never changes: lower-case letters, digits, hyphens and underscores."""
    if not _CODE.fullmatch(code):
        raise InvalidValue(where, "must be 1 to 60 lower-case letters, digits, hyphens and underscores")
    return code

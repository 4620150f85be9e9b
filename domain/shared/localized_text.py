"""Text in several locales with a fallback: what names and descriptions are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.shared.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """`texts` maps a locale (`en`, `de-AT`) to text. Lookup falls from `de-AT` to `de`, then the given default, then any."""

    texts: Mapping[str, str]

    def __post_init__(self) -> None:
        for locale, text in self.texts.items():
            if not isinstance(text, str):
                raise InvalidValue(locale, "must be text")

    @classmethod
    def of(cls, text: str, locale: str = "en") -> LocalizedText:
        return cls({locale: text})

    def get(self, locale: str, default: str = "en") -> str:
        """The best text for `locale`; empty only when there is no text at all."""
        for candidate in (locale, locale.split("-")[0], default, default.split("-")[0]):
            text = self.texts.get(candidate)
            if text:
                return text
        return next((text for text in self.texts.values() if text), "")

    def with_text(self, locale: str, text: str) -> LocalizedText:
        return LocalizedText({**self.texts, locale: text})

    def __bool__(self) -> bool:
        return any(self.texts.values())

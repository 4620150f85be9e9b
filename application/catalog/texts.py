"""What happens to given names and texts before they reach the domain."""

from __future__ import annotations

from collections.abc import Callable

from application.catalog.ports import HtmlSanitizer
from domain.catalog.slug import slugified
from domain.shared.localized_text import LocalizedText


def cleaned(text: LocalizedText | None, sanitizer: HtmlSanitizer) -> LocalizedText | None:
    """HTML that a shopper's browser may show; None stays None."""
    if text is None:
        return None
    return LocalizedText({locale: sanitizer.clean(html) for locale, html in text.texts.items()})


def wanted_slug(given: str | None, name: LocalizedText, otherwise: str, free: Callable[[str], str]) -> str:
    """The given slug as it is (taken ones are refused later), or a free one made from the name in its first Latin spelling."""
    if given is not None:
        return given
    made = next((slug for slug in map(slugified, [name.get("en"), *name.texts.values()]) if slug), otherwise)
    return free(made)

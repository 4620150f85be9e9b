"""Which of a channel's languages a shopper gets."""

from __future__ import annotations

from collections.abc import Sequence


def best_locale(wanted: Sequence[str], offered: Sequence[str]) -> str:
    """The first wanted locale that is offered, exactly or by its language (`de-AT` takes `de`, `de` takes `de-CH`); else the default."""
    by_lower = {locale.lower(): locale for locale in reversed(offered)}
    by_language = {locale.lower().split("-")[0]: locale for locale in reversed(offered)}
    for locale in wanted:
        lower = locale.lower()
        found = by_lower.get(lower) or by_lower.get(lower.split("-")[0]) or by_language.get(lower.split("-")[0])
        if found is not None:
            return found
    return offered[0]

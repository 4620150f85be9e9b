"""Making HTML of merchants and imports safe to show, with nh3 (the ammonia library)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3


@cache
def _cleaner() -> nh3.Cleaner:
    """Made once: building it costs more than cleaning a text with it."""
    import nh3  # where it is needed: shoppers change no texts

    # What a product text may consist of: structure and emphasis, links, pictures, tables; no styles, frames, forms or scripts.
    tags = nh3.ALLOWED_TAGS - {"map", "area"}
    return nh3.Cleaner(tags=tags, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener noreferrer nofollow")


class Nh3HtmlSanitizer:
    """See `application.catalog.ports.HtmlSanitizer`."""

    def clean(self, html: str) -> str:
        return _cleaner().clean(html)

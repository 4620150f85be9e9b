"""Making HTML of merchants and imports safe to show, with nh3 (the ammonia library)."""

from __future__ import annotations

import nh3

#: What a product text may consist of: structure and emphasis, links, pictures, tables; no styles, frames, forms or scripts.
TAGS = nh3.ALLOWED_TAGS - {"map", "area"}


#: Made once: building it costs more than cleaning a text with it.
_CLEANER = nh3.Cleaner(tags=TAGS, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener noreferrer nofollow")


class Nh3HtmlSanitizer:
    """See `application.catalog.ports.HtmlSanitizer`."""

    def clean(self, html: str) -> str:
        return _CLEANER.clean(html)

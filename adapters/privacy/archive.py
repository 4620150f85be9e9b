"""The copy that people get: a ZIP with a JSON file a context, and one page to read."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from adapters.privacy.page import page
from application.privacy.ports import Sections


class ZipArchives:
    def pack(self, sections: Sections, made_at: datetime) -> bytes:
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for context, tables in sections.items():
                archive.writestr(f"{context}.json", orjson.dumps(tables, option=orjson.OPT_INDENT_2, default=str))
            archive.writestr("index.html", page(sections, made_at))
        return buffer.getvalue()

"""QR codes by segno, as one SVG element."""

from __future__ import annotations


class SegnoQrCodes:
    """Dark on light with the quiet zone that readers ask for; sized by whoever shows it."""

    def svg(self, text: str) -> str:
        import segno  # where it is needed: few processes draw

        return str(segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True))

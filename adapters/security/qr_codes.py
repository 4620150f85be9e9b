"""QR codes by segno, as one SVG element: into a page as it is, or into a file and an image."""

from __future__ import annotations

from io import BytesIO


class SegnoQrCodes:
    """Dark on light with the quiet zone that readers ask for; sized by whoever shows it."""

    def svg(self, text: str) -> str:
        import segno  # where it is needed: few processes draw

        drawn = BytesIO()
        code = segno.make(text, error="m", micro=False)
        code.save(drawn, kind="svg", xmldecl=False, nl=False, scale=4, border=4, dark="#000", light="#fff", omitsize=True)
        return drawn.getvalue().decode()

"""What authenticator apps photograph."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import segno

from adapters.security.qr_codes import SegnoQrCodes

URI = "otpauth://totp/Stoa:ada%40example.com?secret=KBVCUJP6FDMGSETZAIPDOPJXG7IDU4BA&issuer=Stoa"


def test_a_code_is_one_picture_that_stands_by_itself() -> None:
    drawn = SegnoQrCodes().svg(URI)
    root = ElementTree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "\n" not in drawn
    assert "secret" not in drawn
    size = segno.make(URI, error="m").symbol_size(scale=4, border=4)
    assert root.attrib["viewBox"] == f"0 0 {size[0]} {size[1]}"


def test_what_is_drawn_is_what_was_said() -> None:
    drawn = SegnoQrCodes().svg(URI)
    path = re.findall(r'stroke="#000" d="([^"]+)"', drawn)[0]
    dark = sum(int(run) for run in re.findall(r"h(\d+)", path))
    assert dark == sum(sum(row) for row in segno.make(URI, error="m", micro=False).matrix)

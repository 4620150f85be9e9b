"""What an error's text must not carry into a log, a table or an answer: what people typed, and secrets."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[^\s<>\"'(){}\[\]=,;:|]+@[^\s<>\"'(){}\[\]=,;:|]+")
#: PostgreSQL quotes the offending values, or the whole row, in the lines of an error that begin so.
_DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
_ROW = re.compile(r"(Key|Failing row contains) \(.*")
_TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b[Bb]earer\s+\S+")


def discreet(text: str) -> str:
    """The text with e-mail addresses, tokens, and values that a database quoted taken out.

    It is a net below careful code, for texts of libraries and servers that we do not write ourselves.
    """
    text = _DETAIL.sub(r"\1: (hidden)", text)
    text = _ROW.sub(r"\1 (hidden)", text)
    return _MAIL.sub("(address)", _TOKEN.sub("(token)", text))

"""Mails as files, for development: the mail itself, and its two parts to open in a browser or a terminal."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from adapters.notifications.mime import mime
from application.notifications.ports import Mail
from application.shared.clock import Clock


class FolderMailTransport:
    """`<id>.eml`, `<id>.html`, `<id>.txt`; ids begin with the time, so a listing is in order. A file that is there is not written again."""

    once = True

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder, self._sender, self._clock = folder, sender, clock

    def send(self, mail: Mail) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        whole = mime(mail, self._sender, self._clock.now()).as_bytes()
        # The .eml comes last: when it is there, the mail is complete.
        for suffix, content in ((".html", mail.html.encode()), (".txt", mail.text.encode()), (".eml", whole)):
            self._write_once(self._folder / f"{mail.id}{suffix}", content)

    def _write_once(self, path: Path, content: bytes) -> None:
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            draft.write_bytes(content)
            with suppress(FileExistsError):
                path.hardlink_to(draft)  # Complete or absent under its name, whatever kills us; the first of two wins.
        finally:
            draft.unlink(missing_ok=True)

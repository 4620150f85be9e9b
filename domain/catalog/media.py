"""Pictures and films of a product, in the order shown; the first picture is the face of the product."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from domain.catalog.texts import no_text
from domain.shared.errors import InvalidValue
from domain.shared.ids import MediaId
from domain.shared.localized_text import LocalizedText

MAX_MEDIA = 250
_URL = re.compile(r"(?:https?://[^\s/]+|/)\S*", re.IGNORECASE)


class MediaKind(Enum):
    IMAGE = "image"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Media:
    """`url` is absolute, or a path on the shop's own address; `alt` says what is seen."""

    id: MediaId
    url: str
    kind: MediaKind = MediaKind.IMAGE
    alt: LocalizedText = field(default_factory=no_text)

    def __post_init__(self) -> None:
        if len(self.url) > 2_000 or not _URL.fullmatch(self.url):
            raise InvalidValue("url", "must be an http(s) address or a path beginning with /")


def checked_media(media: tuple[Media, ...]) -> tuple[Media, ...]:
    if len(media) > MAX_MEDIA:
        raise InvalidValue("media", f"at most {MAX_MEDIA} pictures and films")
    if len({item.id for item in media}) != len(media):
        raise InvalidValue("media", "an id is there twice")
    return media

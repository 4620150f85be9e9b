"""Request and response models that several staff endpoints of the catalogue share, and their way to and from the domain."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import RequestModel, ResponseModel, ShortText
from domain.catalog.texts import Seo
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.localized_text import LocalizedText

#: What every write on an existing, versioned resource may answer.
CHANGE_REFUSALS = (EntityNotFound, StaleVersion, InvalidValue, ConcurrencyConflict)

LocaleCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
LongText = Annotated[str, Field(max_length=100_000, pattern=r"^[^\x00]*$")]
Names = Annotated[
    dict[LocaleCode, ShortText],
    Field(min_length=1, max_length=50, description="Text by language", examples=[{"en": "Linen shirt", "de": "Leinenhemd"}]),
]
Labels = Annotated[dict[LocaleCode, ShortText], Field(max_length=50, description="Text by language", examples=[{"en": "Buy linen shirts"}])]
HtmlTexts = Annotated[
    dict[LocaleCode, LongText],
    Field(max_length=50, description="HTML by language; what could run code is taken out", examples=[{"en": "<p>Soft and cool.</p>"}]),
]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$", examples=["colour"])]


class SeoIn(RequestModel):
    """What search engines are told; what is left out falls back to name and description."""

    title: Labels = {}
    description: Annotated[
        dict[LocaleCode, Annotated[str, Field(max_length=1_000, pattern=r"^[^\x00]*$")]],
        Field(max_length=50, description="Text by language", examples=[{"en": "Shirts of European linen, made to last."}]),
    ] = {}

    def to_seo(self) -> Seo:
        return Seo(LocalizedText(self.title), LocalizedText(self.description))


class StaffSeoOut(ResponseModel):
    """What search engines are told, by language."""

    title: dict[str, str]
    description: dict[str, str]


class OrderIn(RequestModel):
    """Every id exactly once, in the order wanted."""

    order: Annotated[list[UUID], Field(max_length=10_000)]


def seo_json(seo: Seo) -> dict[str, Any]:
    return {"title": dict(seo.title.texts), "description": dict(seo.description.texts)}


def optional_text(value: dict[str, str] | None) -> LocalizedText | None:
    return None if value is None else LocalizedText(value)


def optional_seo(value: SeoIn | None) -> Seo | None:
    return None if value is None else value.to_seo()

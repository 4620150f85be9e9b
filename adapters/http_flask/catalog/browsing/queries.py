"""Query parameters of the shoppers' catalogue, and which languages a request asks for."""

import re
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field

from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import PageQuery, RequestModel
from application.catalog.browsing.browse_products import MAX_TEXT, BrowseProducts
from application.catalog.browsing.criteria import Sort

Name = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]*$")]
SlugText = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]
ChannelCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", description="Code of the channel; without it the default one")]
LocaleTag = Annotated[
    str,
    Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35, description="Language; without it Accept-Language decides"),
]
Choice = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}:[^\x00]{1,255}$", examples=["size:m"])]
Amount = Annotated[int, Field(ge=0, le=10**13)]


class ViewQuery(RequestModel):
    """Which storefront, in which language."""

    channel: ChannelCode | None = None
    locale: LocaleTag | None = None


class ProductsQuery(PageQuery):
    """What to list, and in which order."""

    channel: ChannelCode | None = None
    locale: LocaleTag | None = None
    q: Annotated[str, Field(max_length=MAX_TEXT, pattern=r"^[^\x00]*$", description="Search text", examples=["linen shirt"])] = ""
    category: Annotated[SlugText, Field(description="Slug; its subcategories count too")] | None = None
    collection: SlugText | None = None
    price_from: Annotated[Amount, Field(description="Minor units, inclusive")] | None = None
    price_to: Annotated[Amount, Field(description="Minor units, inclusive")] | None = None
    attribute: Annotated[
        list[Choice], Field(max_length=50, description="`<code>:<value>` of attributes and options; any value of one code will do")
    ] = []
    vendor: Annotated[list[Name], Field(max_length=50)] = []
    tag: Annotated[list[Name], Field(max_length=50)] = []
    in_stock: bool | None = None
    sort: Annotated[
        Literal["relevance", "newest", "price", "-price", "name"] | None,
        Field(description="Without it: by relevance with `q`, newest first without"),
    ] = None
    facets: Annotated[bool, Field(description="Whether to count what the list could be filtered by")] = False


def browse(query: ProductsQuery, call: Call) -> BrowseProducts:
    return BrowseProducts(
        channel=query.channel,
        locales=wanted_locales(call, query.locale),
        text=query.q,
        category=query.category,
        collection=query.collection,
        price_from=query.price_from,
        price_to=query.price_to,
        attributes=_grouped(query.attribute),
        vendors=tuple(query.vendor),
        tags=tuple(query.tag),
        in_stock=query.in_stock,
        sort=None if query.sort is None else Sort(query.sort),
        facets=query.facets,
        cursor=query.cursor,
        limit=query.limit,
    )


def _grouped(choices: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    groups: dict[str, list[str]] = {}
    for choice in choices:
        code, _, value = choice.partition(":")
        groups.setdefault(code, []).append(value)
    return tuple((code, tuple(values)) for code, values in groups.items())


def wanted_locales(call: Call, given: str | None) -> tuple[str, ...]:
    """The shopper's languages, most wanted first."""
    accepted = accepted_locales(call.request.headers.get("Accept-Language", ""))
    return accepted if given is None else (given, *accepted)


_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@lru_cache(maxsize=2_000)
def accepted_locales(header: str) -> tuple[str, ...]:
    """`de-AT,de;q=0.8,en;q=0.5` → de-AT, de, en; what is not a language is passed over."""
    found: list[tuple[float, int, str]] = []
    for index, part in enumerate(header.split(",")[:10]):
        tag, _, rest = part.partition(";")
        quality = _quality(rest)
        if _TAG.fullmatch(tag.strip()) and quality > 0:
            found.append((-quality, index, tag.strip()))
    return tuple(tag for _, _, tag in sorted(found))


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0

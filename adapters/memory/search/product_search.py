"""ProductSearch by plain words, in memory: whole words or their beginnings, no stemming, a simple order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from adapters.catalogue_documents.listing import Listing
from adapters.catalogue_documents.search_text import WEIGHTS, SearchText
from adapters.memory.catalog.browsing.gathering import current_listings
from adapters.memory.catalog.browsing.matching import facets_of, fits, key_of, page_of
from adapters.memory.database import MemoryDatabase
from application.catalog.browsing.criteria import Criteria, Sort
from application.catalog.browsing.ports import SearchFeature
from application.catalog.browsing.results import Facets, Hits, Position
from domain.shared.ids import ProductId

#: Shorter words must be there as they are.
_SHORTEST_BEGINNING = 3


class MemoryProductSearch:
    """Twin of SqlProductSearch without knowledge of languages."""

    features: ClassVar[frozenset[SearchFeature]] = frozenset()

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def search(self, criteria: Criteria, sort: Sort, after: Position | None, limit: int, now: datetime) -> Hits:
        found = self._found(criteria, now)
        if sort is Sort.RELEVANCE:
            key, descending = (lambda item: _score(item.search, criteria.text)), True
        else:
            key, descending = key_of(sort)
            words = set(words_in(criteria.text))
            found = [item for item in found if all(_in(word, item.search) for word in words)] or found
        page, position = page_of(found, key, descending, after, limit)
        return Hits(tuple(ProductId(item.product_id) for item in page), position)

    def facets(self, criteria: Criteria, now: datetime) -> Facets:
        return facets_of(criteria, lambda narrowed: self._found(narrowed, now))

    def _found(self, criteria: Criteria, now: datetime) -> Sequence[Listing]:
        listings = [item for item in current_listings(self._database, now) if fits(item, criteria, now)]
        return [item for item in listings if not criteria.text or _score(item.search, criteria.text) > 0]


def words_in(text: str) -> list[str]:
    """Lower-case words without accents."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return re.findall(r"\w+", plain)


def _in(word: str, search: SearchText) -> bool:
    return any(_matches(word, part) for part in search)


def _matches(word: str, text: str) -> bool:
    return any(found == word or (len(word) >= _SHORTEST_BEGINNING and found.startswith(word)) for found in words_in(text))


def _score(search: SearchText, text: str) -> float:
    """The best place of each word, added up."""
    places = {"name": search.name, "codes": search.codes, "facts": search.facts, "description": search.description}
    return sum(max((WEIGHTS[name] for name, where in places.items() if _matches(word, where)), default=0) for word in set(words_in(text)))

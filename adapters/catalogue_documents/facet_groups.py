"""From counted tokens to facets with labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.catalogue_documents.tokens import IN_STOCK
from application.catalog.browsing.results import AttributeFacet, Facets, FacetValue

#: Of one facet nobody reads more values.
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """How many products have each token; `complete` is False when only the first part of a long list was counted."""

    tokens: Mapping[str, int]
    complete: bool = True


def group_of(token: str) -> str:
    """`category`, `vendor`, …; for attributes with their code: `attribute:colour`."""
    kind, _, rest = token.partition(":")
    return f"attribute:{rest.partition('=')[0]}" if kind == "attribute" else kind


def to_facets(counts: Mapping[str, int], labels: Mapping[str, str], bounds: tuple[int | None, int | None], *, complete: bool) -> Facets:
    groups: dict[str, list[FacetValue]] = {}
    for token, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        group = group_of(token)
        value = token[len(group) + 1 :]
        groups.setdefault(group, []).append(FacetValue(value, labels.get(token, value), count))
    attributes = [
        AttributeFacet(group.partition(":")[2], labels.get(group, group.partition(":")[2]), tuple(values[:MOST_VALUES]))
        for group, values in sorted(groups.items())
        if group.startswith("attribute:")
    ]
    first = {kind: tuple(groups.get(kind, ())[:MOST_VALUES]) for kind in ("category", "collection", "vendor", "tag")}
    return Facets(
        categories=first["category"],
        collections=first["collection"],
        vendors=first["vendor"],
        tags=first["tag"],
        attributes=tuple(attributes),
        in_stock=counts.get(IN_STOCK, 0),
        lowest=bounds[0],
        highest=bounds[1],
        complete=complete,
    )

"""Which locations serve a demand: one for everything if possible, else one a variant, else split by priority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.shared.ids import LocationId, VariantId

#: Units by variant and location.
Plan = dict[tuple[VariantId, LocationId], int]


@dataclass(frozen=True, slots=True)
class Source:
    """A location that sells a variant; `available` is on hand less allocated less live holds of others, never negative."""

    location_id: LocationId
    available: int
    backorder: bool = False


@dataclass(frozen=True, slots=True)
class Shortage:
    """`requested` units cannot be served; `available` could be."""

    variant_id: VariantId
    requested: int
    available: int


#: Sources of each variant, best location first.
Sources = Mapping[VariantId, Sequence[Source]]


def shortage(demand: Mapping[VariantId, int], sources: Sources) -> Shortage | None:
    """The first variant of `demand` that all its sources together cannot serve; backorders serve anything."""
    for variant_id, quantity in demand.items():
        found = sources.get(variant_id, ())
        available = sum(source.available for source in found)
        if quantity > available and not any(source.backorder for source in found):
            return Shortage(variant_id, quantity, available)
    return None


def sourced(demand: Mapping[VariantId, int], sources: Sources) -> Plan:
    """Where each unit comes from, for a demand without shortage. The plan's quantities sum to the demand."""
    whole = _one_location(demand, sources)
    if whole is not None:
        return {(variant_id, whole): quantity for variant_id, quantity in demand.items()}
    plan: Plan = {}
    for variant_id, quantity in demand.items():
        for location_id, part in _split(quantity, sources[variant_id]):
            plan[variant_id, location_id] = plan.get((variant_id, location_id), 0) + part
    return plan


def _one_location(demand: Mapping[VariantId, int], sources: Sources) -> LocationId | None:
    """The best location that has all of everything on its shelves."""
    if not demand:
        return None
    first = next(iter(demand))
    for candidate in sources[first]:
        able = (
            any(source.location_id == candidate.location_id and source.available >= quantity for source in sources[variant_id])
            for variant_id, quantity in demand.items()
        )
        if all(able):
            return candidate.location_id
    return None


def _split(quantity: int, sources: Sequence[Source]) -> list[tuple[LocationId, int]]:
    for source in sources:
        if source.available >= quantity:
            return [(source.location_id, quantity)]
    parts = []
    for source in sources:
        part = min(quantity, source.available)
        if part:
            parts.append((source.location_id, part))
            quantity -= part
    if quantity:
        parts.append((next(source.location_id for source in sources if source.backorder), quantity))
    return parts

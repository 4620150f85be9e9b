"""How second factors map to their tables."""

from __future__ import annotations

from adapters.persistence.identity.second_factor import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.second_factor import SecondFactor


@mapping
def map_second_factor() -> None:
    map_aggregate(SecondFactor, tables.second_factors)
    map_aggregate(SignInChallenge, tables.sign_in_challenges)

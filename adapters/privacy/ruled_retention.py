"""How rules of retention are counted and applied, whatever the backend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.privacy.expiries import EXPIRIES, Expiry
from application.privacy.ports import Removed, RetentionRule


@dataclass(frozen=True)
class Forgetting:
    """`count` tells what ended at the instant or earlier, `remove` lets up to so many of it go."""

    count: Callable[[datetime], int]
    remove: Callable[[datetime, int], Removed]


class RuledRetention:
    """See `application.privacy.ports.Retention`. Most rules are conditions on tables, which `expiring` carries out; the `reaching` go
    further."""

    def __init__(self, expiring: Callable[[Expiry], Forgetting], reaching: Mapping[RetentionRule, Forgetting]) -> None:
        self._expiring, self._reaching = expiring, reaching

    def count(self, rule: RetentionRule, before: datetime) -> int:
        return sum(each.count(before) for each in self._forgettings(rule))

    def remove(self, rule: RetentionRule, before: datetime, limit: int) -> Removed:
        found = Removed()
        for each in self._forgettings(rule):
            found += each.remove(before, limit - found.rows)
        return found

    def _forgettings(self, rule: RetentionRule) -> Sequence[Forgetting]:
        if rule in self._reaching:
            return [self._reaching[rule]]
        return [self._expiring(expiry) for expiry in EXPIRIES[rule]]

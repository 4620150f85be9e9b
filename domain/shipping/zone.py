"""A shipping zone: the countries that share their delivery methods."""

from __future__ import annotations

from datetime import datetime

from domain.shared.aggregate import Aggregate
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue
from domain.shared.ids import ShippingMethodId, ShippingZoneId
from domain.shipping.method import ShippingMethod


class ShippingZone(Aggregate):
    """Empty `countries` is the rest of the world: it serves a country that no other zone names."""

    def __init__(self, id: ShippingZoneId, name: str, countries: tuple[str, ...], now: datetime) -> None:  # noqa: A002 - the field's word
        super().__init__(now)
        self.id = id
        self.methods: tuple[ShippingMethod, ...] = ()
        self._describe(name, countries)

    def _describe(self, name: str, countries: tuple[str, ...]) -> None:
        if not name.strip():
            raise InvalidValue("name", "must not be empty")
        for index, country in enumerate(countries):
            if len(country) != 2 or not country.isupper():
                raise InvalidValue(f"countries/{index}", "must be a two-letter ISO 3166-1 code, such as DE")
        self.name = name
        self.countries = tuple(sorted(set(countries)))

    def change(self, now: datetime, *, name: str | None = None, countries: tuple[str, ...] | None = None) -> None:
        """None leaves a field as it is."""
        self._describe(self.name if name is None else name, self.countries if countries is None else countries)
        self.touch(now)

    def put_method(self, method: ShippingMethod, now: datetime) -> None:
        """Add a method, or replace the one with its id."""
        method.check()
        if any(other.code == method.code and other.id != method.id for other in self.methods):
            raise AlreadyExists("shipping method", "code", method.code)
        if any(known.id == method.id for known in self.methods):
            self.methods = tuple(method if known.id == method.id else known for known in self.methods)
        else:
            self.methods = (*self.methods, method)
        self.touch(now)

    def remove_method(self, method_id: ShippingMethodId, now: datetime) -> None:
        kept = tuple(method for method in self.methods if method.id != method_id)
        if len(kept) == len(self.methods):
            raise EntityNotFound("shipping method", str(method_id))
        self.methods = kept
        self.touch(now)

"""Options: the ways in which the variants of one product differ, such as size and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.catalog.texts import checked_code, checked_name
from domain.shared.errors import Conflict, InvalidValue
from domain.shared.localized_text import LocalizedText

MAX_OPTIONS = 5
MAX_VALUES = 250


@dataclass(frozen=True, slots=True)
class OptionValue:
    """`code` is stored with variants, `label` is shown."""

    code: str
    label: LocalizedText


@dataclass(frozen=True, slots=True)
class ProductOption:
    """One choice that a shopper makes; `values` in the order shown."""

    code: str
    name: LocalizedText
    values: tuple[OptionValue, ...]

    def value(self, code: str) -> OptionValue | None:
        return next((value for value in self.values if value.code == code), None)


@dataclass(eq=False)
class OptionValueInUse(Conflict):
    """A variant still has the value that was to be taken away."""

    code: ClassVar[str] = "option_value_in_use"
    option: str
    value: str
    sku: str

    @property
    def detail(self) -> str:
        return f"The variant {self.sku} still has {self.option} {self.value}; change or remove it first."


@dataclass(eq=False)
class DuplicateCombination(Conflict):
    """Two variants of a product would have the same value of every option."""

    code: ClassVar[str] = "duplicate_combination"
    combination: Mapping[str, str]
    sku: str

    @property
    def detail(self) -> str:
        if not self.combination:
            return f"The variant {self.sku} already exists; a product with several variants needs options that tell them apart."
        words = ", ".join(f"{option} {value}" for option, value in self.combination.items())
        return f"The variant {self.sku} already is {words}."


def checked_options(options: Sequence[ProductOption]) -> tuple[ProductOption, ...]:
    if len(options) > MAX_OPTIONS:
        raise InvalidValue("options", f"at most {MAX_OPTIONS} options")
    _distinct([option.code for option in options], "options")
    for index, option in enumerate(options):
        where = f"options/{index}"
        checked_code(option.code, f"{where}/code")
        checked_name(option.name, f"{where}/name")
        if not 1 <= len(option.values) <= MAX_VALUES:
            raise InvalidValue(f"{where}/values", f"name 1 to {MAX_VALUES} values")
        _distinct([value.code for value in option.values], f"{where}/values")
        for number, value in enumerate(option.values):
            checked_code(value.code, f"{where}/values/{number}/code")
            checked_name(value.label, f"{where}/values/{number}/label")
    return tuple(options)


def _distinct(codes: Sequence[str], where: str) -> None:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise InvalidValue(f"{where}/{index}/code", f"{code} is there twice")


def checked_combination(options: Sequence[ProductOption], chosen: Mapping[str, str], where: str = "option_values") -> dict[str, str]:
    """`chosen` in the order of `options`: exactly one known value for each."""
    known = {option.code for option in options}
    for code in chosen:
        if code not in known:
            raise InvalidValue(f"{where}/{code}", "is not an option of this product")
    for option in options:
        if option.code not in chosen:
            raise InvalidValue(f"{where}/{option.code}", "needs a value")
        if option.value(chosen[option.code]) is None:
            possible = ", ".join(value.code for value in option.values[:20])
            raise InvalidValue(f"{where}/{option.code}", f"must be one of {possible}")
    return {option.code: chosen[option.code] for option in options}

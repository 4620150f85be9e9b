"""An attribute: a typed question about products, such as material, screen size or washable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from domain.catalog.events import AttributeChanged
from domain.catalog.texts import checked_code, checked_name
from domain.shared.aggregate import Aggregate
from domain.shared.errors import Conflict, InvalidValue
from domain.shared.ids import AttributeId
from domain.shared.localized_text import LocalizedText


class AttributeKind(Enum):
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    DATE = "date"


CHOOSING = frozenset({AttributeKind.CHOICE, AttributeKind.MULTI_CHOICE})

#: A value as kept: text, choice code and ISO date as text, a number as canonical decimal text, a boolean, several choice codes.
AttributeValue = str | bool | tuple[str, ...]
#: Values by attribute code.
AttributeValues = Mapping[str, AttributeValue]


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer; `code` is stored with products, `label` is shown."""

    code: str
    label: LocalizedText


@dataclass(frozen=True, slots=True)
class ValueRules:
    """Limits of a value: `minimum`/`maximum` for numbers, `pattern` (the whole text must match) and `max_length` for text."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pattern: str | None = None
    max_length: int | None = None


@dataclass(eq=False)
class ChoiceInUse(Conflict):
    code: ClassVar[str] = "choice_in_use"
    attribute: str
    choices: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"Products still have {', '.join(self.choices)} as their {self.attribute}; change them first."


@dataclass(eq=False)
class AttributeInUse(Conflict):
    code: ClassVar[str] = "attribute_in_use"
    attribute: str

    @property
    def detail(self) -> str:
        return f"A product type still uses the attribute {self.attribute!r}; remove it there first."


class Attribute(Aggregate):
    """`code` and `kind` never change: stored values depend on them."""

    def __init__(
        self,
        id: AttributeId,  # noqa: A002 - the field's word
        code: str,
        kind: AttributeKind,
        label: LocalizedText,
        now: datetime,
        *,
        filterable: bool = False,
        unit: str = "",
        rules: ValueRules | None = None,
        choices: tuple[Choice, ...] = (),
    ) -> None:
        super().__init__(now)
        self.id = id
        self.code = checked_code(code)
        self.kind = kind
        self._describe(label, filterable, unit, rules or ValueRules(), choices)
        self._changed(now)

    def _describe(self, label: LocalizedText, filterable: bool, unit: str, rules: ValueRules, choices: tuple[Choice, ...]) -> None:
        if unit and self.kind is not AttributeKind.NUMBER:
            raise InvalidValue("unit", "only numbers have a unit")
        self.label = checked_name(label, "label")
        self.rules = _checked_rules(self.kind, rules)
        self.choices = _checked_choices(self.kind, choices)
        #: Free text makes no useful filter.
        if filterable and self.kind is AttributeKind.TEXT:
            raise InvalidValue("filterable", "text cannot be a filter; use a choice")
        self.filterable = filterable
        self.unit = unit

    def _changed(self, now: datetime) -> None:
        self.record(AttributeChanged(attribute_id=self.id, occurred_at=now))

    def change(
        self,
        now: datetime,
        *,
        label: LocalizedText | None = None,
        filterable: bool | None = None,
        unit: str | None = None,
        rules: ValueRules | None = None,
        choices: tuple[Choice, ...] | None = None,
    ) -> tuple[str, ...]:
        """None leaves a field as it is. Answers the codes of choices that are gone, for the caller to check that none is in use.

        Narrower rules hold for values written from now on.
        """
        before = {choice.code for choice in self.choices}
        self._describe(
            self.label if label is None else label,
            self.filterable if filterable is None else filterable,
            self.unit if unit is None else unit,
            self.rules if rules is None else rules,
            self.choices if choices is None else choices,
        )
        self.touch(now)
        self._changed(now)
        return tuple(sorted(before - {choice.code for choice in self.choices}))

    def deleted(self, now: datetime) -> None:
        self._changed(now)


def _checked_rules(kind: AttributeKind, rules: ValueRules) -> ValueRules:
    if kind is not AttributeKind.NUMBER and (rules.minimum is not None or rules.maximum is not None):
        raise InvalidValue("rules", "minimum and maximum are for numbers")
    if kind is not AttributeKind.TEXT and (rules.pattern is not None or rules.max_length is not None):
        raise InvalidValue("rules", "pattern and max_length are for text")
    if rules.minimum is not None and rules.maximum is not None and rules.minimum > rules.maximum:
        raise InvalidValue("rules/maximum", "must not be below the minimum")
    if rules.max_length is not None and rules.max_length < 1:
        raise InvalidValue("rules/max_length", "must be at least 1")
    if rules.pattern is not None:
        _checked_pattern(rules.pattern)
    return rules


def _checked_pattern(pattern: str) -> None:
    # Nested repetition is what makes a pattern take for ever on a hostile value; staff write these, shoppers never supply values.
    if len(pattern) > 200 or re.search(r"[+*}]\)[+*{]", pattern):
        raise InvalidValue("rules/pattern", "must be at most 200 characters without nested repetition")
    try:
        re.compile(pattern)
    except re.error as error:
        raise InvalidValue("rules/pattern", f"is not a regular expression: {error}") from None


def _checked_choices(kind: AttributeKind, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if kind not in CHOOSING:
        if choices:
            raise InvalidValue("choices", "only choice and multi_choice have choices")
        return choices
    if not choices:
        raise InvalidValue("choices", "name at least one")
    seen: set[str] = set()
    for index, choice in enumerate(choices):
        checked_code(choice.code, f"choices/{index}/code")
        checked_name(choice.label, f"choices/{index}/label")
        if choice.code in seen:
            raise InvalidValue(f"choices/{index}/code", "is there twice")
        seen.add(choice.code)
    return choices

"""Checking given attribute values against their definitions: type, limits, choices; every refusal names the attribute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from domain.catalog.attribute import Attribute, AttributeKind, AttributeValue
from domain.shared.errors import InvalidValue

MAX_TEXT = 5_000
#: So many digits survive every JSON reader unharmed.
MAX_DIGITS = 15


def checked_values(given: Mapping[str, object], attributes: Iterable[Attribute], where: str = "attributes") -> dict[str, AttributeValue]:
    """`given` by attribute code, in the order of `attributes`, in canonical form. None stands for no value."""
    known = {attribute.code: attribute for attribute in attributes}
    for code in given:
        if code not in known:
            raise InvalidValue(f"{where}/{code}", "is not an attribute of this product type")
    return {
        code: checked_value(attribute, given[code], f"{where}/{code}") for code, attribute in known.items() if given.get(code) is not None
    }


def checked_value(attribute: Attribute, value: object, where: str) -> AttributeValue:
    """One value in canonical form; raises InvalidValue naming `where`."""
    if attribute.kind is AttributeKind.NUMBER:
        return _number(attribute, value, where)
    if attribute.kind is AttributeKind.BOOLEAN:
        if not isinstance(value, bool):
            raise InvalidValue(where, "must be true or false")
        return value
    if attribute.kind is AttributeKind.DATE:
        return _date(value, where)
    if attribute.kind is AttributeKind.CHOICE:
        return _choice(attribute, value, where)
    if attribute.kind is AttributeKind.MULTI_CHOICE:
        return _choices(attribute, value, where)
    return _text(attribute, value, where)


def _text(attribute: Attribute, value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidValue(where, "must be text")
    most = attribute.rules.max_length or MAX_TEXT
    if len(value) > most:
        raise InvalidValue(where, f"must be at most {most} characters")
    if attribute.rules.pattern is not None and not re.fullmatch(attribute.rules.pattern, value):
        raise InvalidValue(where, f"must match {attribute.rules.pattern}")
    return value


def _number(attribute: Attribute, value: object, where: str) -> str:
    if isinstance(value, (bool, float)) or not isinstance(value, (int, str, Decimal)):
        raise InvalidValue(where, "must be a number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise InvalidValue(where, "must be a number") from None
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise InvalidValue(where, "must be a number of ordinary size")
    number = number.normalize()
    if len(number.as_tuple().digits) > MAX_DIGITS:
        raise InvalidValue(where, f"must have at most {MAX_DIGITS} digits")
    if attribute.rules.minimum is not None and number < attribute.rules.minimum:
        raise InvalidValue(where, f"must be at least {attribute.rules.minimum}")
    if attribute.rules.maximum is not None and number > attribute.rules.maximum:
        raise InvalidValue(where, f"must be at most {attribute.rules.maximum}")
    return format(number, "f") if number else "0"


def _date(value: object, where: str) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # fromisoformat alone would also take week dates and compact forms.
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass  # 2026-02-30: told below like every other text that is no date
    raise InvalidValue(where, "must be a date such as 2026-01-31")


def _choice(attribute: Attribute, value: object, where: str) -> str:
    codes = [choice.code for choice in attribute.choices]
    if not isinstance(value, str) or value not in codes:
        raise InvalidValue(where, f"must be one of {', '.join(codes[:20])}")
    return value


def _choices(attribute: Attribute, value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
        raise InvalidValue(where, "must be a list of choices")
    chosen = {_choice(attribute, item, f"{where}/{index}") for index, item in enumerate(value)}
    if not chosen:
        raise InvalidValue(where, "name at least one choice, or leave the attribute out")
    # In the order of the definition, so that equal answers are equal values.
    return tuple(choice.code for choice in attribute.choices if choice.code in chosen)

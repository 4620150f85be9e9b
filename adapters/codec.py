"""Plain data ↔ typed values: one converter for JSON columns, the outbox and caches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import orjson
from cattrs import Converter

from domain.shared.currency import Currency
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage

T = TypeVar("T")


@cache
def currency(code: str) -> Currency:
    """Currencies are few and immutable: one instance each."""
    return Currency(code)


def _money(value: Mapping[str, Any], _: object) -> Money:
    return Money(value["amount"], currency(value["currency"]))


def make_converter() -> Converter:
    """Money as {"amount", "currency"}, LocalizedText as its mapping, ids and instants as text."""
    converter = Converter(forbid_extra_keys=False)
    converter.register_structure_hook(Money, _money)
    converter.register_unstructure_hook(Money, lambda m: {"amount": m.amount, "currency": m.currency.code})
    converter.register_structure_hook(Currency, lambda v, _: currency(v))
    converter.register_unstructure_hook(Currency, lambda c: c.code)
    converter.register_structure_hook(Percentage, lambda v, _: Percentage(v))
    converter.register_unstructure_hook(Percentage, lambda p: p.basis)
    converter.register_structure_hook(LocalizedText, lambda v, _: LocalizedText(dict(v)))
    converter.register_unstructure_hook(LocalizedText, lambda t: dict(t.texts))
    converter.register_structure_hook(UUID, lambda v, _: v if isinstance(v, UUID) else UUID(v))
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(datetime, lambda v, _: v if isinstance(v, datetime) else datetime.fromisoformat(v))
    converter.register_unstructure_hook(datetime, lambda v: v.isoformat())
    converter.register_structure_hook(date, lambda v, _: v if isinstance(v, date) else date.fromisoformat(v))
    converter.register_unstructure_hook(date, lambda v: v.isoformat())
    converter.register_structure_hook(Decimal, lambda v, _: Decimal(v))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook_func(lambda kind: kind is object or kind is Any, lambda v, _: v)
    return converter


CONVERTER = make_converter()


def encode(value: object) -> Any:
    """A dataclass (or tuple, dict, Money …) as JSON-ready plain data."""
    return CONVERTER.unstructure(value)


def decode(kind: type[T], data: object) -> T:
    """The inverse of `encode` for a type such as `tuple[CartLine, ...]`; unknown keys are ignored (old readers, new rows)."""
    return CONVERTER.structure(data, kind)


def to_json(value: object) -> bytes:
    return orjson.dumps(value)


def encoded_json(value: object) -> bytes:
    """As `to_json(encode(value))`, in a third of the time: the JSON library walks through the value and asks for what it does not know."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def _plain(value: object) -> object:
    if type(value) is LocalizedText:
        return value.texts
    kind: type = type(value)
    names = _field_names(kind)
    return encode(value) if names is None else {name: getattr(value, name) for name in names}


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """None for what the converter writes in a way of its own."""
    if not is_dataclass(kind) or kind in (Money, Currency, Percentage):
        return None
    return tuple(item.name for item in fields(kind))


def from_json(data: bytes | str) -> Any:
    return orjson.loads(data)


__all__ = ["CONVERTER", "decode", "encode", "encoded_json", "from_json", "make_converter", "to_json"]

"""Pydantic models as OpenAPI schemas: one component a model, named like the class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import orjson
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]
REF = "#/components/schemas/"

#: What `str_strip_whitespace` and the columns make of any text: no NUL, and where something is required, not only spaces.
ANY_TEXT = r"^[^\x00]*$"
SOME_TEXT = r"^[^\x00]*[^\s\x00][^\x00]*$"


class _Generator(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:
        return False  # "Currency" as the title of `currency` helps nobody


class Schemas:
    """Collects models, then answers references to them."""

    def __init__(self, models: Iterable[tuple[type[BaseModel], Mode]]) -> None:
        pairs = list(dict.fromkeys(models))
        refs, definitions = models_json_schema(pairs, ref_template=REF + "{model}", schema_generator=_Generator)
        self._refs = {key: _plainly_named(ref) for key, ref in refs.items()}
        components: dict[str, Json] = _plainly_named(definitions.get("$defs", {}))
        asked = _reachable([schema for (_, mode), schema in self._refs.items() if mode == "validation"], components)
        self.components = {name: tightened(schema) if name in asked else schema for name, schema in components.items()}

    def ref(self, model: type[BaseModel], mode: Mode) -> Json:
        return dict(self._refs[(model, mode)])

    def resolved(self, schema: Json) -> Json:
        """The schema itself, or the component that it points to."""
        ref = schema.get("$ref")
        return self.components[ref.removeprefix(REF)] if ref else schema


def _plainly_named(schema: Json) -> Json:
    """`ListOut[ChannelOut]`, which pydantic calls `ListOut_ChannelOut_`, is `ChannelList` to clients."""
    named: Json = orjson.loads(_LIST.sub(rb"\1List", orjson.dumps(schema)))
    return named


_LIST = re.compile(rb"ListOut_(\w+?)Out_")


def _reachable(schemas: list[Json], components: Mapping[str, Json]) -> set[str]:
    """Names of the components that these schemas are made of."""
    found: set[str] = set()
    waiting: list[Any] = list(schemas)
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            name = str(item.get("$ref", "")).removeprefix(REF)
            if name in components and name not in found:
                found.add(name)
                waiting.append(components[name])
            waiting += item.values()
    return found


def tightened(schema: Any) -> Any:
    """Say in the schema what the server checks anyway for every text."""
    if isinstance(schema, list):
        return [tightened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {
        key: value if key in ("examples", "example", "default", "enum", "const") else tightened(value) for key, value in schema.items()
    }
    is_text = result.get("type") == "string" and not {"format", "enum", "const"} & result.keys()
    if is_text and result.get("pattern", ANY_TEXT) == ANY_TEXT:
        result["pattern"] = SOME_TEXT if result.get("minLength", 0) > 0 else ANY_TEXT
    return result


def example_of(schema: Json, components: Mapping[str, Json], inside: tuple[str, ...] = ()) -> Any:
    """A plausible value by the schema: its own example, its default, or one made from its parts. `inside` are the models around it."""
    if "$ref" in schema:
        ref = schema["$ref"]
        return example_of(components[ref.removeprefix(REF)], components, (*inside, ref))
    for key in ("example", "const", "default"):
        if key in schema and schema[key] is not None:
            return schema[key]
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            options = [part for part in schema[key] if part.get("type") != "null"]
            endless = options[0].get("$ref") in inside
            return None if endless and len(options) < len(schema[key]) else example_of(options[0], components, inside)
    return _made(schema, components, inside)


def _made(schema: Json, components: Mapping[str, Json], inside: tuple[str, ...]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {name: _property(name, part, components, inside) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        items = schema.get("items", {})
        endless = items.get("$ref") in inside  # a tree ends here
        return [] if endless or not items else [example_of(items, components, inside)] * max(1, schema.get("minItems", 1))
    if kind == "string":
        return _FORMATS.get(schema.get("format", "")) or _fitting(schema)
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    return {"boolean": True}.get(str(kind))


def _property(name: str, schema: Json, components: Mapping[str, Json], inside: tuple[str, ...]) -> Any:
    """What a field of this name usually holds, unless the schema says more than that it is a text."""
    value = example_of(schema, components, inside)
    if value == _TEXTS[0] and name in _NAMES:
        return _NAMES[name]
    return [_NAMES[name]] if value == [_TEXTS[0]] and name in _NAMES else value


_NAMES = {
    "currency": "EUR",
    "locale": "en",
    "locales": "en",
    "country": "DE",
    "countries": "DE",
    "code": "default",
    "slug": "linen-shirt",
    "sku": "SHIRT-L",
    "name": "Linen shirt",
    "email": "ada@example.com",
    "self": "/api/v1/…",
    "order_prefix": "EU",
    "next_cursor": "eyJrIjo0Mn0",
}


def _fitting(schema: Json) -> str:
    """The first everyday text that the pattern and lengths allow; empty when none does (then the field needs an example)."""
    pattern, least, most = schema.get("pattern", ""), schema.get("minLength", 0), schema.get("maxLength", 10_000)
    return next((text for text in _TEXTS if least <= len(text) <= most and re.search(pattern, text)), "")


_TEXTS = ("text", "linen-shirt", "EUR", "DE", "en", "A1", "1", "ada@example.com", "2026-01-15", "/")

_FORMATS = {
    "uuid": "01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21",
    "date-time": "2026-01-15T12:00:00Z",
    "date": "2026-01-15",
    "email": "ada@example.com",
    "uri": "https://shop.example/",
}

"""Refused values are told in the words of the house."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from adapters.http_flask.wordings import said


class Colour(Enum):
    BLUE = "blue"
    RED = "red"


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")

    quantity: Annotated[int, Field(ge=1, le=9)] = 1
    name: Annotated[str, Field(min_length=2, max_length=3, pattern="^[a-z]+$")] = "ab"
    key: UUID | None = None
    day: date | None = None
    at: AwareDatetime | None = None
    seen: datetime | None = None
    colour: Colour = Colour.BLUE
    gift: bool = False
    tags: Annotated[list[str], Field(max_length=1)] = []
    parts: dict[str, str] = {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('{"quantity": "1"}', "must be a whole number"),
        ('{"quantity": 1.5}', "must be a whole number"),
        ('{"quantity": 0}', "must be at least 1"),
        ('{"quantity": 10}', "must be at most 9"),
        ('{"name": "a"}', "must have at least 2 characters"),
        ('{"name": "abcd"}', "must have at most 3 characters"),
        ('{"name": "AB"}', "must match ^[a-z]+$"),
        ('{"name": 1}', "must be text"),
        ('{"key": "x"}', "must be a UUID"),
        ('{"day": "tomorrow"}', "must be a day such as 2026-01-31"),
        ('{"at": "tomorrow"}', "must be a time such as 2026-01-31T12:00:00Z"),
        ('{"at": "2026-01-31T12:00:00"}', "must be a time with its zone, such as 2026-01-31T12:00:00Z"),
        ('{"colour": "green"}', "must be 'blue' or 'red'"),
        ('{"gift": "yes"}', "must be true or false"),
        ('{"tags": ["a", "b"]}', "must have at most 1 entries"),
        ('{"tags": "a"}', "must be a list"),
        ('{"parts": []}', "must be an object"),
        ("[]", "must be an object"),
        ('{"color": "blue"}', "is not known here; look for its right name in the OpenAPI document"),
    ],
)
def test_what_is_wrong_is_said_as_our_own_rules_say_it(given: str, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Order.model_validate_json(given, strict=True)
    assert [said(problem) for problem in refused.value.errors(include_url=False, include_input=False)] == [told]


def test_what_is_missing_is_required_and_what_is_rare_stays_as_it_is() -> None:
    assert said({"type": "missing", "msg": "Field required"}) == "is required"
    rare: dict[str, Any] = {"type": "value_error", "msg": "Value error, is no currency", "ctx": {"error": ValueError()}}
    assert said(rare) == "is no currency"

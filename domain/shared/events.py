"""Domain events: frozen facts in the past tense, made of ids, primitives and Money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

#: Every event class by its stable wire name; the outbox reads events back through it.
EVENT_TYPES: dict[str, type[Event]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. Subclasses set `name` (`orders.order_placed`) and `aggregate_id`-bearing fields.

    The outbox gives each stored event its id and position; `occurred_at` is UTC.
    """

    name: ClassVar[str] = ""
    occurred_at: datetime

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.name:
            known = EVENT_TYPES.get(cls.name)
            # slots dataclasses are created twice; only a different class under the same name is a mistake.
            if known is not None and known.__qualname__ != cls.__qualname__:
                raise ValueError(f"event name {cls.name!r} is used by {known.__qualname__} and {cls.__qualname__}")
            EVENT_TYPES[cls.name] = cls

    @property
    def aggregate_id(self) -> UUID:
        """The id of the object that the event is about; order of events is promised per aggregate."""
        raise NotImplementedError(f"{type(self).__name__} names its aggregate")

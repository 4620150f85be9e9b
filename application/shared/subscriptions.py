"""How a context listens to another's events: a named subscriber, run in the worker at least once, in effect once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from domain.shared.events import Event
from domain.shared.ids import EventId

E_co = TypeVar("E_co", covariant=True, bound=Event)


@dataclass(frozen=True, slots=True)
class Envelope(Generic[E_co]):
    """An event as delivered. `event_id` is stable over redeliveries; `position` grows per aggregate."""

    event_id: EventId
    event: E_co
    position: int


@dataclass(frozen=True, slots=True)
class Subscription:
    """`name` is stable (`catalog.refresh_documents`): with the event id it is the key of the inbox.

    The handler's unit of work writes the inbox row in the transaction of its effect, so a second delivery changes nothing.
    A handler may listen to several kinds of event: one row each, the same name. All rows of a name share these two flags:

    `coalesce` is for handlers that refresh something from the present state: of several waiting events of one aggregate
    only the newest is delivered. `slow` is for work of minutes (an import): it never stands in the way of mails.
    """

    event: type[Event]
    name: str
    handler: type[Callable[[Envelope[Any]], None]]
    coalesce: bool = False
    slow: bool = False

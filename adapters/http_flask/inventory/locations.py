"""Stock locations over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel, ShortText
from application.facade import Application
from application.inventory.locations import ChangeLocation, CreateLocation, ListLocations, RemoveLocation, ShowLocation
from domain.inventory.errors import StockLocationInUse
from domain.inventory.location import MAX_PRIORITY, StockLocation
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion

Priority = Annotated[int, Field(ge=0, le=MAX_PRIORITY, description="Lower is sold from first")]
CODE = {"code": "The location's code"}


class LocationIn(RequestModel):
    """A new stock location."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", examples=["main"])]
    name: Annotated[ShortText, Field(min_length=1, examples=["Main warehouse"])]
    priority: Priority = 0
    active: bool = True


class LocationChange(RequestModel):
    """What changes; fields left out stay."""

    name: Annotated[ShortText, Field(min_length=1)] | None = None
    priority: Priority | None = None
    active: bool | None = None


class LocationOut(ResponseModel):
    """A place that goods are sold from; an inactive one keeps its stock but sells nothing."""

    id: UUID
    code: str
    name: str
    priority: int
    active: bool


def location_json(location: StockLocation) -> dict[str, Any]:
    return {
        "id": location.id,
        "code": location.code,
        "name": location.name,
        "priority": location.priority,
        "active": location.active,
    }


def stock_locations(app: Application) -> Endpoints:
    api = Endpoints("Stock locations", "/api/v1/admin/stock-locations", Audience.ADMIN)

    @api.get("", "List stock locations, best first", returns=ListOut[LocationOut], policy=Staff("inventory.read"))
    def list_stock_locations(call: Call) -> Reply:
        found = app.inventory.list_locations(ListLocations(actor=call.actor))
        return ok(collection([location_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Open a stock location",
        body=LocationIn,
        returns=LocationOut,
        versioned=True,
        policy=Staff("inventory.write"),
        raises=(AlreadyExists, InvalidValue),
    )
    def create_stock_location(call: Call, body: LocationIn) -> Reply:
        command = CreateLocation(actor=call.actor, code=body.code, name=body.name, priority=body.priority, active=body.active)
        location = app.inventory.create_location(command)
        return created(location_json(location), f"{api.prefix}/{location.code}", version=location.version)

    @api.get(
        "/<code>",
        "Show a stock location",
        returns=LocationOut,
        versioned=True,
        policy=Staff("inventory.read"),
        path_params=CODE,
        raises=(EntityNotFound,),
    )
    def show_stock_location(call: Call, code: str) -> Reply:
        location = app.inventory.show_location(ShowLocation(actor=call.actor, code=code))
        return ok(location_json(location), version=location.version)

    @api.patch(
        "/<code>",
        "Change a stock location",
        body=LocationChange,
        returns=LocationOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("inventory.write"),
        path_params=CODE,
        raises=(EntityNotFound, StaleVersion, InvalidValue, ConcurrencyConflict),
    )
    def change_stock_location(call: Call, body: LocationChange, code: str) -> Reply:
        command = ChangeLocation(
            actor=call.actor,
            code=code,
            expected_version=call.expected_version,
            name=body.name,
            priority=body.priority,
            active=body.active,
        )
        location = app.inventory.change_location(command)
        return ok(location_json(location), version=location.version)

    @api.delete(
        "/<code>",
        "Remove a stock location that never kept goods",
        status=204,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("inventory.write"),
        path_params=CODE,
        raises=(EntityNotFound, StaleVersion, StockLocationInUse, ConcurrencyConflict),
    )
    def remove_stock_location(call: Call, code: str) -> Reply:
        app.inventory.remove_location(RemoveLocation(actor=call.actor, code=code, expected_version=call.expected_version))
        return no_content()

    return api

"""Groups of customers over HTTP."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.customers.admin_rendering import group_json, record_json
from adapters.http_flask.customers.admin_schemas import CustomerGroupChange, CustomerGroupIn, CustomerGroupOut, CustomerOut
from adapters.http_flask.customers.rendering import private
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.customers.customer_groups import (
    ChangeCustomerGroup,
    CreateCustomerGroup,
    DeleteCustomerGroup,
    ListCustomerGroups,
    PutGroupMember,
)
from application.facade import Application
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import AccountId

READS, WRITES = Staff("customers.read"), Staff("customers.write")
CODE = {"code": "The code of the group"}
MEMBER = {**CODE, "customer_id": "The id of the customer"}


def customer_group_admin(app: Application) -> Endpoints:
    api = Endpoints("Customer groups", "/api/v1/admin/customer-groups", Audience.ADMIN)

    @api.get("", "List customer groups", policy=READS, returns=ListOut[CustomerGroupOut])
    def list_customer_groups(call: Call) -> Reply:
        groups = app.customers.list_groups(ListCustomerGroups(call.actor))
        return ok(collection([group_json(group) for group in groups], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Make a customer group",
        policy=WRITES,
        body=CustomerGroupIn,
        returns=CustomerGroupOut,
        versioned=True,
        raises=(AlreadyExists, InvalidValue),
    )
    def create_customer_group(call: Call, body: CustomerGroupIn) -> Reply:
        command = CreateCustomerGroup(actor=call.actor, code=body.code, name=body.name, description=body.description)
        group = app.customers.create_group(command)
        return created(group_json(group), f"{api.prefix}/{group.code}", version=group.version)

    @api.patch(
        "/<code>",
        "Change a customer group",
        policy=WRITES,
        body=CustomerGroupChange,
        returns=CustomerGroupOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        path_params=CODE,
        raises=(EntityNotFound, StaleVersion, ConcurrencyConflict, InvalidValue),
    )
    def change_customer_group(call: Call, body: CustomerGroupChange, code: str) -> Reply:
        command = ChangeCustomerGroup(
            actor=call.actor, code=code, name=body.name, description=body.description, expected_version=call.expected_version
        )
        group = app.customers.change_group(command)
        return ok(group_json(group), version=group.version)

    @api.delete(
        "/<code>",
        "Delete a customer group",
        policy=WRITES,
        status=204,
        path_params=CODE,
        raises=(EntityNotFound, ConcurrencyConflict),
    )
    def delete_customer_group(call: Call, code: str) -> Reply:
        """Its customers stay; they are only no longer in it."""
        app.customers.delete_group(DeleteCustomerGroup(call.actor, code))
        return no_content()

    @api.put(
        "/<code>/members/<uuid:customer_id>",
        "Put a customer into a group",
        policy=WRITES,
        returns=CustomerOut,
        versioned=True,
        path_params=MEMBER,
        raises=(EntityNotFound, ConcurrencyConflict),
    )
    def put_group_member(call: Call, code: str, customer_id: UUID) -> Reply:
        record = app.customers.put_group_member(PutGroupMember(actor=call.actor, code=code, account_id=AccountId(customer_id)))
        return private(record_json(record), record.profile.customer.version)

    @api.delete(
        "/<code>/members/<uuid:customer_id>",
        "Take a customer out of a group",
        policy=WRITES,
        returns=CustomerOut,
        versioned=True,
        path_params=MEMBER,
        raises=(EntityNotFound, ConcurrencyConflict),
    )
    def remove_group_member(call: Call, code: str, customer_id: UUID) -> Reply:
        command = PutGroupMember(actor=call.actor, code=code, account_id=AccountId(customer_id), member=False)
        record = app.customers.put_group_member(command)
        return private(record_json(record), record.profile.customer.version)

    return api

"""Roles over HTTP, for staff."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.access.schemas import PermissionOut, RoleChange, RoleIn, RoleOut, role_json
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.access.change_role import ChangeRole
from application.access.create_role import CreateRole
from application.access.list_permissions import ListPermissions
from application.access.list_roles import ListRoles, ShowRole
from application.access.remove_role import RemoveRole
from application.facade import Application
from domain.access.errors import BuiltInRole, GrantRefused, UnknownPermission
from domain.shared.errors import AlreadyExists, EntityNotFound, FreshSignInRequired, InvalidValue, StaleVersion
from domain.shared.ids import RoleId

ROLE = {"role_id": "The role's id"}
GRANTING = (GrantRefused, FreshSignInRequired)


def role_admin(app: Application) -> Endpoints:
    api = Endpoints("Staff", "/api/v1/admin/roles", Audience.ADMIN)

    @api.get("", "List roles", returns=ListOut[RoleOut], policy=Staff("roles.read"))
    def list_roles(call: Call) -> Reply:
        """The built-in ones first."""
        roles = app.access.list_roles(ListRoles(actor=call.actor))
        return ok(collection([role_json(role) for role in roles], next_cursor=None, self_link=call.url, next_link=None))

    @api.get("/permissions", "List permissions", returns=ListOut[PermissionOut], policy=Staff("roles.read"))
    def list_permissions(call: Call) -> Reply:
        """What a role or a key can be made of."""
        found = app.access.list_permissions(ListPermissions(actor=call.actor))
        data = [{"name": item.name, "description": item.description, "for_keys": item.for_keys} for item in found]
        return ok(collection(data, next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:role_id>",
        "Show a role",
        returns=RoleOut,
        versioned=True,
        policy=Staff("roles.read"),
        path_params=ROLE,
        raises=(EntityNotFound,),
    )
    def show_role(call: Call, role_id: UUID) -> Reply:
        role = app.access.show_role(ShowRole(actor=call.actor, role=str(role_id)))
        return ok(role_json(role), version=role.version)

    @api.post(
        "",
        "Make a role",
        body=RoleIn,
        returns=RoleOut,
        versioned=True,
        policy=Staff("roles.write"),
        raises=(AlreadyExists, InvalidValue, UnknownPermission, *GRANTING),
    )
    def create_role(call: Call, body: RoleIn) -> Reply:
        """Nobody makes a role of what they do not hold."""
        command = CreateRole(actor=call.actor, name=body.name, description=body.description, permissions=tuple(body.permissions))
        role = app.access.create_role(command)
        return created(role_json(role), f"{api.prefix}/{role.id}", version=role.version)

    @api.patch(
        "/<uuid:role_id>",
        "Change a role",
        body=RoleChange,
        returns=RoleOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("roles.write"),
        path_params=ROLE,
        raises=(AlreadyExists, BuiltInRole, EntityNotFound, InvalidValue, StaleVersion, UnknownPermission, *GRANTING),
    )
    def change_role(call: Call, body: RoleChange, role_id: UUID) -> Reply:
        """Whoever has it may do more or less within a second or two."""
        role = app.access.change_role(
            ChangeRole(
                actor=call.actor,
                role_id=RoleId(role_id),
                name=body.name,
                description=body.description,
                permissions=None if body.permissions is None else tuple(body.permissions),
                expected_version=call.expected_version,
            )
        )
        return ok(role_json(role), version=role.version)

    @api.delete(
        "/<uuid:role_id>",
        "Remove a role",
        status=204,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("roles.write"),
        path_params=ROLE,
        raises=(BuiltInRole, EntityNotFound, StaleVersion, *GRANTING),
    )
    def remove_role(call: Call, role_id: UUID) -> Reply:
        """Whoever had it loses what it allowed within a second or two."""
        app.access.remove_role(RemoveRole(actor=call.actor, role_id=RoleId(role_id), expected_version=call.expected_version))
        return no_content()

    return api

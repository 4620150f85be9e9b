"""API keys and acting for customers over HTTP, for staff."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.access.roles import GRANTING
from adapters.http_flask.access.schemas import (
    ApiKeyIn,
    ApiKeyOut,
    CreatedApiKeyOut,
    ImpersonationIn,
    ImpersonationOut,
    StartedImpersonationOut,
    impersonation_json,
    key_json,
)
from adapters.http_flask.endpoints import Audience, Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from adapters.http_flask.sessions.handing_over import device_of
from application.access.create_key import CreateKey
from application.access.end_impersonation import EndImpersonation
from application.access.list_impersonations import ListImpersonations
from application.access.list_keys import ListKeys, ShowKey
from application.access.revoke_key import RevokeKey
from application.access.start_impersonation import StartImpersonation
from application.access.take_over_key import TakeOverKey
from application.facade import Application
from domain.access.errors import KeyNotUsable, NotACustomer, NotForMachines, UnknownPermission
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.ids import AccountId, ApiKeyId, ImpersonationId

KEY = {"key_id": "The key's id"}


def api_key_admin(app: Application) -> Endpoints:
    api = Endpoints("API keys", "/api/v1/admin/api-keys", Audience.ADMIN)

    @api.get("", "List API keys", returns=ListOut[ApiKeyOut], policy=Staff("keys.read"))
    def list_api_keys(call: Call) -> Reply:
        """The newest first, revoked ones too; secrets are never shown."""
        keys = app.access.list_keys(ListKeys(actor=call.actor))
        return ok(collection([key_json(key) for key in keys], next_cursor=None, self_link=call.url, next_link=None))

    @api.get("/<uuid:key_id>", "Show an API key", returns=ApiKeyOut, policy=Staff("keys.read"), path_params=KEY, raises=(EntityNotFound,))
    def show_api_key(call: Call, key_id: UUID) -> Reply:
        return ok(key_json(app.access.show_key(ShowKey(actor=call.actor, key_id=ApiKeyId(key_id)))))

    @api.post(
        "",
        "Make an API key",
        body=ApiKeyIn,
        returns=CreatedApiKeyOut,
        policy=Staff("keys.write"),
        idempotency=Idempotency.NONE,
        raises=(InvalidValue, NotForMachines, UnknownPermission, *GRANTING),
    )
    def create_api_key(call: Call, body: ApiKeyIn) -> Reply:
        """The secret is in this answer and nowhere else, ever. The key allows no more than its maker holds at any moment."""
        made = app.access.create_key(
            CreateKey(
                actor=call.actor,
                name=body.name,
                scopes=tuple(body.scopes),
                channels=tuple(body.channels),
                expires_at=body.expires_at,
                quota=body.quota,
            )
        )
        return created(key_json(made.key) | {"secret": made.secret}, f"{api.prefix}/{made.key.id}")

    @api.post(
        "/<uuid:key_id>/responsible",
        "Take over an API key",
        status=200,
        returns=ApiKeyOut,
        policy=Staff("keys.write"),
        path_params=KEY,
        raises=(EntityNotFound, KeyNotUsable, *GRANTING),
    )
    def take_over_api_key(call: Call, key_id: UUID) -> Reply:
        """The caller answers for it from now on, and must hold all that it allows."""
        return ok(key_json(app.access.take_over_key(TakeOverKey(actor=call.actor, key_id=ApiKeyId(key_id)))))

    @api.delete("/<uuid:key_id>", "Revoke an API key", status=204, policy=Staff("keys.write"), path_params=KEY, raises=(EntityNotFound,))
    def revoke_api_key(call: Call, key_id: UUID) -> Reply:
        """It opens nothing within a second or two, for ever."""
        app.access.revoke_key(RevokeKey(actor=call.actor, key_id=ApiKeyId(key_id)))
        return no_content()

    return api


def impersonation_admin(app: Application) -> Endpoints:
    api = Endpoints("Staff", "/api/v1/admin/impersonations", Audience.ADMIN)

    @api.get("", "List who acted for customers", returns=ListOut[ImpersonationOut], policy=Staff("customers.impersonate"))
    def list_impersonations(call: Call) -> Reply:
        """The newest hundred."""
        found = app.access.list_impersonations(ListImpersonations(actor=call.actor))
        return ok(collection([impersonation_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Act as a customer",
        body=ImpersonationIn,
        returns=StartedImpersonationOut,
        policy=Staff("customers.impersonate", fresh=True),
        idempotency=Idempotency.NONE,
        location=False,
        raises=(InvalidValue, NotACustomer, *GRANTING),
    )
    def start_impersonation(call: Call, body: ImpersonationIn) -> Reply:
        """A token for the shop alone, marked with who acts; it cannot change credentials, and ends after a quarter of an hour."""
        account_id = AccountId(body.account_id)
        command = StartImpersonation(actor=call.actor, account_id=account_id, reason=body.reason, device=device_of(call))
        started = app.access.start_impersonation(command)
        return Reply(201, {"id": started.id, "access_token": started.access_token, "expires_at": instant(started.expires_at)})

    @api.delete(
        "/<uuid:impersonation_id>",
        "Stop acting as a customer",
        status=204,
        policy=Staff("customers.impersonate"),
        path_params={"impersonation_id": "The impersonation's id"},
        raises=(EntityNotFound,),
    )
    def end_impersonation(call: Call, impersonation_id: UUID) -> Reply:
        """One's own or a colleague's."""
        app.access.end_impersonation(EndImpersonation(actor=call.actor, impersonation_id=ImpersonationId(impersonation_id)))
        return no_content()

    return api

"""Staff and invitations over HTTP, for staff."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.access.roles import GRANTING
from adapters.http_flask.access.schemas import (
    InvitationIn,
    InvitationOut,
    StaffChange,
    StaffLock,
    StaffOut,
    invitation_json,
    staff_json,
)
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.access.change_invitation import ResendInvitation, RevokeInvitation
from application.access.change_staff import ChangeStaff
from application.access.invite_staff import InviteStaff
from application.access.list_invitations import ListInvitations
from application.access.list_staff import ListStaff, ShowStaff
from application.access.lock_staff import LockStaff
from application.access.remove_staff import RemoveStaff
from application.facade import Application
from domain.access.errors import AlreadyStaff, InvitationNotOpen, LastOwner
from domain.shared.errors import EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import InvitationId, StaffMemberId

MEMBER = {"staff_id": "The staff member's id"}
INVITATION = {"invitation_id": "The invitation's id"}
READ, WRITE = Staff("staff.read", per_channel=True), Staff("staff.write", per_channel=True)


def staff_admin(app: Application) -> Endpoints:
    api = Endpoints("Staff", "/api/v1/admin/staff", Audience.ADMIN)

    @api.get("", "List staff", returns=ListOut[StaffOut], policy=READ)
    def list_staff(call: Call) -> Reply:
        """Whoever sees staff of one channel alone sees those who have a role there."""
        found = app.access.list_staff(ListStaff(actor=call.actor))
        return ok(collection([staff_json(member) for member in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:staff_id>",
        "Show a staff member",
        returns=StaffOut,
        versioned=True,
        policy=READ,
        path_params=MEMBER,
        raises=(EntityNotFound,),
    )
    def show_staff(call: Call, staff_id: UUID) -> Reply:
        member = app.access.show_staff(ShowStaff(actor=call.actor, staff_id=StaffMemberId(staff_id)))
        return ok(staff_json(member), version=member.version)

    @api.patch(
        "/<uuid:staff_id>",
        "Change a staff member's roles or name",
        body=StaffChange,
        returns=StaffOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=WRITE,
        path_params=MEMBER,
        raises=(EntityNotFound, InvalidValue, LastOwner, StaleVersion, *GRANTING),
    )
    def change_staff(call: Call, body: StaffChange, staff_id: UUID) -> Reply:
        """Nobody gives or takes what they do not hold there themselves. It takes effect within a second or two."""
        member = app.access.change_staff(
            ChangeStaff(
                actor=call.actor,
                staff_id=StaffMemberId(staff_id),
                roles=None if body.roles is None else tuple(role.to_role() for role in body.roles),
                name=body.name,
                expected_version=call.expected_version,
            )
        )
        return ok(staff_json(member), version=member.version)

    @api.put(
        "/<uuid:staff_id>/lock",
        "Lock a staff member out, or let them in again",
        body=StaffLock,
        returns=StaffOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        policy=WRITE,
        path_params=MEMBER,
        raises=(EntityNotFound, LastOwner, StaleVersion, *GRANTING),
    )
    def lock_staff(call: Call, body: StaffLock, staff_id: UUID) -> Reply:
        """Roles are kept. Nobody locks out who may do more than they do."""
        key, locked = StaffMemberId(staff_id), body.locked
        member = app.access.lock_staff(LockStaff(actor=call.actor, staff_id=key, locked=locked, expected_version=call.expected_version))
        return ok(staff_json(member), version=member.version)

    @api.delete(
        "/<uuid:staff_id>",
        "Take somebody out of the staff",
        status=204,
        if_match=IfMatch.OPTIONAL,
        policy=WRITE,
        path_params=MEMBER,
        raises=(EntityNotFound, LastOwner, StaleVersion, *GRANTING),
    )
    def remove_staff(call: Call, staff_id: UUID) -> Reply:
        """Their account as a customer stays."""
        command = RemoveStaff(actor=call.actor, staff_id=StaffMemberId(staff_id), expected_version=call.expected_version)
        app.access.remove_staff(command)
        return no_content()

    return api


def invitation_admin(app: Application) -> Endpoints:
    api = Endpoints("Staff", "/api/v1/admin/invitations", Audience.ADMIN)

    @api.get("", "List invitations", returns=ListOut[InvitationOut], policy=READ)
    def list_invitations(call: Call) -> Reply:
        """The newest first."""
        found = app.access.list_invitations(ListInvitations(actor=call.actor))
        return ok(collection([invitation_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Invite somebody to the staff",
        body=InvitationIn,
        returns=InvitationOut,
        policy=WRITE,
        location=False,
        raises=(AlreadyStaff, InvalidValue, *GRANTING),
    )
    def invite_staff(call: Call, body: InvitationIn) -> Reply:
        """A mail brings them the way in; it gives no more than the inviter still holds when it is accepted."""
        roles = tuple(role.to_role() for role in body.roles)
        command = InviteStaff(actor=call.actor, email=body.email, name=body.name, roles=roles, locale=body.locale)
        return Reply(201, invitation_json(app.access.invite_staff(command)))

    @api.post(
        "/<uuid:invitation_id>/mail",
        "Send an invitation once more",
        status=200,
        returns=InvitationOut,
        policy=WRITE,
        path_params=INVITATION,
        raises=(EntityNotFound, InvitationNotOpen, *GRANTING),
    )
    def resend_invitation(call: Call, invitation_id: UUID) -> Reply:
        """With the whole time to answer it."""
        command = ResendInvitation(actor=call.actor, invitation_id=InvitationId(invitation_id))
        return ok(invitation_json(app.access.resend_invitation(command)))

    @api.delete(
        "/<uuid:invitation_id>",
        "Take an invitation back",
        status=204,
        policy=WRITE,
        path_params=INVITATION,
        raises=(EntityNotFound, InvitationNotOpen, *GRANTING),
    )
    def revoke_invitation(call: Call, invitation_id: UUID) -> Reply:
        """The mail that is out opens nothing any more."""
        app.access.revoke_invitation(RevokeInvitation(actor=call.actor, invitation_id=InvitationId(invitation_id)))
        return no_content()

    return api

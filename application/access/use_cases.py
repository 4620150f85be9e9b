"""The table of contents of access."""

from __future__ import annotations

from dataclasses import dataclass

from application.access.accept_invitation import AcceptInvitation, AcceptInvitationHandler, Joined
from application.access.appoint_staff import AppointStaff, AppointStaffHandler
from application.access.built_in_roles import KnownRole
from application.access.change_invitation import (
    ResendInvitation,
    ResendInvitationHandler,
    RevokeInvitation,
    RevokeInvitationHandler,
)
from application.access.change_role import ChangeRole, ChangeRoleHandler
from application.access.change_staff import ChangeStaff, ChangeStaffHandler
from application.access.close_impersonations import CloseImpersonations, CloseImpersonationsHandler
from application.access.create_key import CreatedKey, CreateKey, CreateKeyHandler
from application.access.create_role import CreateRole, CreateRoleHandler
from application.access.end_impersonation import EndImpersonation, EndImpersonationHandler
from application.access.invitation_view import InvitationView
from application.access.invite_staff import InviteStaff, InviteStaffHandler
from application.access.key_view import KeyView
from application.access.list_impersonations import ImpersonationView, ListImpersonations, ListImpersonationsHandler
from application.access.list_invitations import ListInvitations, ListInvitationsHandler
from application.access.list_keys import ListKeys, ListKeysHandler, ShowKey, ShowKeyHandler
from application.access.list_permissions import ListPermissions, ListPermissionsHandler, NamedPermission
from application.access.list_roles import ListRoles, ListRolesHandler, ShowRole, ShowRoleHandler
from application.access.list_staff import ListStaff, ListStaffHandler, ShowStaff, ShowStaffHandler
from application.access.lock_staff import LockStaff, LockStaffHandler
from application.access.remove_role import RemoveRole, RemoveRoleHandler
from application.access.remove_staff import RemoveStaff, RemoveStaffHandler
from application.access.renew_password import RenewPassword, RenewPasswordHandler
from application.access.reset_second_factor import ResetSecondFactor, ResetSecondFactorHandler
from application.access.revoke_key import RevokeKey, RevokeKeyHandler
from application.access.staff_view import StaffView
from application.access.start_impersonation import StartedImpersonation, StartImpersonation, StartImpersonationHandler
from application.access.take_over_key import TakeOverKey, TakeOverKeyHandler
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class AccessUseCases:
    list_permissions: UseCase[ListPermissions, list[NamedPermission]] = handled_by(ListPermissionsHandler)
    list_roles: UseCase[ListRoles, list[KnownRole]] = handled_by(ListRolesHandler)
    show_role: UseCase[ShowRole, KnownRole] = handled_by(ShowRoleHandler)
    create_role: UseCase[CreateRole, KnownRole] = handled_by(CreateRoleHandler)
    change_role: UseCase[ChangeRole, KnownRole] = handled_by(ChangeRoleHandler)
    remove_role: UseCase[RemoveRole, None] = handled_by(RemoveRoleHandler)
    list_staff: UseCase[ListStaff, list[StaffView]] = handled_by(ListStaffHandler)
    show_staff: UseCase[ShowStaff, StaffView] = handled_by(ShowStaffHandler)
    change_staff: UseCase[ChangeStaff, StaffView] = handled_by(ChangeStaffHandler)
    lock_staff: UseCase[LockStaff, StaffView] = handled_by(LockStaffHandler)
    remove_staff: UseCase[RemoveStaff, None] = handled_by(RemoveStaffHandler)
    list_invitations: UseCase[ListInvitations, list[InvitationView]] = handled_by(ListInvitationsHandler)
    invite_staff: UseCase[InviteStaff, InvitationView] = handled_by(InviteStaffHandler)
    resend_invitation: UseCase[ResendInvitation, InvitationView] = handled_by(ResendInvitationHandler)
    revoke_invitation: UseCase[RevokeInvitation, None] = handled_by(RevokeInvitationHandler)
    accept_invitation: UseCase[AcceptInvitation, Joined] = handled_by(AcceptInvitationHandler)
    appoint_staff: UseCase[AppointStaff, StaffView] = handled_by(AppointStaffHandler)
    renew_password: UseCase[RenewPassword, None] = handled_by(RenewPasswordHandler)
    list_keys: UseCase[ListKeys, list[KeyView]] = handled_by(ListKeysHandler)
    show_key: UseCase[ShowKey, KeyView] = handled_by(ShowKeyHandler)
    create_key: UseCase[CreateKey, CreatedKey] = handled_by(CreateKeyHandler)
    take_over_key: UseCase[TakeOverKey, KeyView] = handled_by(TakeOverKeyHandler)
    revoke_key: UseCase[RevokeKey, None] = handled_by(RevokeKeyHandler)
    reset_second_factor: UseCase[ResetSecondFactor, None] = handled_by(ResetSecondFactorHandler)
    list_impersonations: UseCase[ListImpersonations, list[ImpersonationView]] = handled_by(ListImpersonationsHandler)
    start_impersonation: UseCase[StartImpersonation, StartedImpersonation] = handled_by(StartImpersonationHandler)
    end_impersonation: UseCase[EndImpersonation, None] = handled_by(EndImpersonationHandler)
    close_impersonations: UseCase[CloseImpersonations, int] = handled_by(CloseImpersonationsHandler)

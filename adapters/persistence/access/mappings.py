"""How roles, staff, invitations, keys and impersonations map to their tables."""

from __future__ import annotations

from adapters.persistence.access import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.access.api_key import ApiKey
from domain.access.impersonation import Impersonation
from domain.access.invitation import Invitation
from domain.access.role import Role
from domain.access.staff_member import StaffMember


@mapping
def map_access() -> None:
    map_aggregate(Role, tables.roles)
    map_aggregate(StaffMember, tables.staff_members)
    map_aggregate(Invitation, tables.invitations)
    map_aggregate(ApiKey, tables.api_keys)
    map_aggregate(Impersonation, tables.impersonations)

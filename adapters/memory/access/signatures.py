"""Who signed something: people do it with the id of their account, see `Actor.signature`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.access.staff_member import StaffMember


def names_by_signature(staff: Iterable[StaffMember]) -> Mapping[str, str]:
    return {str(member.account_id): member.name for member in staff}

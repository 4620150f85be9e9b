"""Who calls a sample shop that scripts/check_api takes to task: many sessions and people, because requests end them."""

from __future__ import annotations

from collections.abc import Iterable

from application.facade import Application
from domain.sessions.audience import Audience
from tests.support.signed_in import account_of, sign_in
from tests.support.staff_room import StaffRoom, everywhere


def sample_callers(app: Application) -> dict[str, str]:
    """Tokens and ids, as the environment in which scripts/check_api looks for them."""

    def tokens(numbers: Iterable[int]) -> str:
        return ",".join(sign_in(app, account_of(app, f"customer-{number}@sample.example")).access_token for number in numbers)

    account_of(app, "going@sample.example")
    room = StaffRoom(app)
    owner = room.actor(room.hire("Olga", *everywhere("owner"))).require_account()
    return {
        "STOA_CUSTOMER_TOKENS": tokens([0] * 60),
        "STOA_OTHER_CUSTOMER_TOKEN": tokens([1]),
        "STOA_SPARE_CUSTOMER_TOKENS": tokens(range(2, 60)),
        "STOA_REFRESH_TOKEN": sign_in(app, account_of(app, "refreshing@sample.example")).refresh_token,
        "STOA_OWNER_TOKEN": sign_in(app, owner, Audience.ADMIN, strong=True).access_token,
        "STOA_STAFF_MEMBER": str(room.hire("Sam", *everywhere("support"))),
    }

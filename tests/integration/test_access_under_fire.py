"""Rights on real PostgreSQL: whoever is first, a shop keeps an owner and nobody gives what was taken from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from adapters.settings import Settings
from application.access.assigning import GivenRole
from application.access.change_role import ChangeRole
from application.access.change_staff import ChangeStaff
from application.access.create_key import CreateKey
from application.access.create_role import CreateRole
from application.access.list_keys import ListKeys
from application.access.list_staff import ListStaff, ShowStaff
from application.access.lock_staff import LockStaff
from application.access.remove_role import RemoveRole
from application.access.remove_staff import RemoveStaff
from application.facade import Application
from application.orders.list_orders import ListOrders
from bootstrap import Backend, build
from domain.access.errors import GrantRefused, LastOwner
from domain.sessions.audience import Audience
from domain.shared.errors import DomainError, EntityNotFound, InvalidValue, PermissionDenied
from domain.shared.ids import StaffMemberId
from tests.support.signed_in import sign_in
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere


@pytest.fixture
def app(real_settings: Settings) -> Iterator[Application]:
    application = build(real_settings, Backend.REAL)
    yield application
    application.close()


@pytest.fixture
def room(app: Application) -> StaffRoom:
    return StaffRoom(app)


def at_once(*actions: Callable[[], object]) -> list[DomainError | None]:
    """How each ended, all begun at the same moment."""
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> DomainError | None:
        start.wait(60)
        try:
            action()
        except DomainError as error:
            return error
        return None

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def owners(app: Application) -> int:
    return sum(member.owner for member in app.access.list_staff(ListStaff(actor=OPERATOR)))


def leave_each_his_way(app: Application, staff_id: StaffMemberId, way: int) -> Callable[[], object]:
    ways: tuple[Callable[[], object], ...] = (
        lambda: app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=staff_id)),
        lambda: app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=staff_id)),
        lambda: app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=staff_id, roles=everywhere("analyst"))),
    )
    return ways[way]


@pytest.mark.parametrize("ways", [(0, 0), (0, 1), (1, 2), (2, 2)])
def test_of_two_owners_who_go_at_once_one_stays(room: StaffRoom, ways: tuple[int, int]) -> None:
    for number in range(4):
        pair = [room.hire(f"{name} {number}", *everywhere("owner")) for name in ("Otto", "Olga")]
        for member in room.app.access.list_staff(ListStaff(actor=OPERATOR)):
            if member.id not in pair:
                room.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=member.id))
        ended = at_once(*(leave_each_his_way(room.app, staff_id, way) for staff_id, way in zip(pair, ways, strict=True)))
        assert [type(error) for error in ended if error is not None] == [LastOwner]
        assert owners(room.app) == 1


def test_of_two_owners_who_remove_each_other_at_once_one_stays(room: StaffRoom) -> None:
    for number in range(4):
        pair = [room.hire(f"{name} {number}", *everywhere("owner")) for name in ("Otto", "Olga")]
        for member in room.app.access.list_staff(ListStaff(actor=OPERATOR)):
            if member.id not in pair:
                room.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=member.id))
        by_otto, by_olga = (RemoveStaff(actor=room.actor(pair[who]), staff_id=pair[1 - who]) for who in (0, 1))
        ended = at_once(
            lambda c=by_otto: room.app.access.remove_staff(c),  # type: ignore[misc]
            lambda c=by_olga: room.app.access.remove_staff(c),  # type: ignore[misc]
        )
        # Whoever comes second is staff no more, and holds nothing.
        assert sorted(type(error).__name__ for error in ended) == ["GrantRefused", "NoneType"]
        assert owners(room.app) == 1


def test_eight_owners_who_remove_each_other_leave_one(room: StaffRoom) -> None:
    ring = [room.hire(f"Owner {number}", *everywhere("owner")) for number in range(8)]
    actors = [room.actor(staff_id) for staff_id in ring]

    def removal(number: int) -> Callable[[], object]:
        command = RemoveStaff(actor=actors[number], staff_id=ring[(number + 1) % 8])
        return lambda: room.app.access.remove_staff(command)

    ended = at_once(*(removal(number) for number in range(8)))
    assert owners(room.app) >= 1
    # Somebody removed a moment before removes nobody any more.
    assert {type(error) for error in ended if error is not None} <= {LastOwner, GrantRefused, EntityNotFound}
    assert sum(error is None for error in ended) == 8 - owners(room.app)


def test_a_role_that_is_taken_while_it_is_used_gives_nothing_afterwards(room: StaffRoom) -> None:
    """The giver's rights are read in the transaction that gives: a key is made before the role is taken, or not at all."""
    room.app.access.create_role(CreateRole(actor=OPERATOR, name="Keys", permissions=("keys.read", "keys.write", "orders.read")))
    for number in range(6):
        rita = room.hire(f"Rita {number}", *everywhere("Keys"))
        actor = room.actor(rita)
        command = CreateKey(actor=actor, name=f"Key {number}", scopes=("orders.read",))
        taking = ChangeStaff(actor=OPERATOR, staff_id=rita, roles=())
        made, taken = at_once(lambda c=command: room.app.access.create_key(c), lambda t=taking: room.app.access.change_staff(t))  # type: ignore[misc]
        assert taken is None
        assert made is None or isinstance(made, GrantRefused)
        with pytest.raises(GrantRefused):
            room.app.access.create_key(command)
    names = [key.name for key in room.app.access.list_keys(ListKeys(actor=OPERATOR))]
    assert len(names) == len(set(names))


def test_a_role_that_is_removed_while_it_is_used_opens_nothing_from_then_on(real_settings: Settings) -> None:
    """Four people use it without a pause: each is refused as soon as the process has heard of it, and never let again."""
    app = build(real_settings.model_copy(update={"revocation_poll_seconds": 0.0}), Backend.REAL)
    try:
        room = StaffRoom(app)
        role = app.access.create_role(CreateRole(actor=OPERATOR, name="Watchers", permissions=("orders.read",)))
        people = [room.actor(room.hire(f"Bea {number}", *everywhere("Watchers"))).require_account() for number in range(4)]
        tokens = [sign_in(app, account, Audience.ADMIN).access_token for account in people]
        began = Barrier(5)

        def use(token: str) -> list[bool]:
            """Whether each request was let; until a hundred were refused."""
            let: list[bool] = []
            while let.count(False) < 100:
                try:
                    app.orders.list(ListOrders(app.authenticate(token, frozenset({Audience.ADMIN}))))
                    let.append(True)
                except PermissionDenied:
                    let.append(False)
                if len(let) == 1:
                    began.wait(60)
            return let

        with ThreadPoolExecutor(4) as pool:
            running = [pool.submit(use, token) for token in tokens]
            began.wait(60)
            app.access.remove_role(RemoveRole(actor=OPERATOR, role_id=role.id))
            for each in running:
                let = each.result(30)
                assert let[0]
                assert let == [True] * let.count(True) + [False] * 100
    finally:
        app.close()


def test_a_role_that_is_removed_while_it_is_given_is_held_by_nobody(room: StaffRoom) -> None:
    for number in range(6):
        role = room.app.access.create_role(CreateRole(actor=OPERATOR, name=f"Role {number}", permissions=("orders.refund",)))
        bea = room.hire(f"Bea {number}")
        giving = ChangeStaff(actor=OPERATOR, staff_id=bea, roles=(GivenRole(str(role.id)),))
        ended = at_once(
            lambda g=giving: room.app.access.change_staff(g),  # type: ignore[misc]
            lambda r=role: room.app.access.remove_role(RemoveRole(actor=OPERATOR, role_id=r.id)),  # type: ignore[misc]
        )
        assert ended[1] is None
        assert ended[0] is None or isinstance(ended[0], InvalidValue)
        assert room.app.access.show_staff(ShowStaff(actor=OPERATOR, staff_id=bea)).roles == ()
        assert room.actor(bea).permissions == frozenset()


def test_two_changes_of_a_role_at_once_both_count_or_one_is_told(room: StaffRoom) -> None:
    role = room.app.access.create_role(CreateRole(actor=OPERATOR, name="Shared", permissions=("orders.read",)))
    ended = at_once(
        lambda: room.app.access.change_role(ChangeRole(actor=OPERATOR, role_id=role.id, name="Renamed")),
        lambda: room.app.access.change_role(ChangeRole(actor=OPERATOR, role_id=role.id, permissions=("orders.cancel",))),
    )
    assert ended == [None, None]
    [found] = [item for item in room.app.access.list_roles._handler(None) if item.id == role.id]  # type: ignore[attr-defined]
    assert (found.name, found.permissions) == ("Renamed", {"orders.cancel"})

"""Dangerous work asks for credentials shown lately; machines, which have none to show again, do not do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from application.access.change_role import ChangeRole
from application.access.change_staff import ChangeStaff
from application.access.create_key import CreateKey
from application.access.create_role import CreateRole
from application.access.invite_staff import InviteStaff
from application.access.lock_staff import LockStaff
from application.access.remove_staff import RemoveStaff
from application.access.start_impersonation import StartImpersonation
from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.refund_order import RefundOrder
from application.privacy.erasures import ErasePerson
from application.privacy.exports import ExportPerson
from application.sessions.rotate_signing_key import RotateSigningKey
from application.shared.actor import FRESH_FOR, SYSTEM, Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.access.errors import NotForMachines
from domain.sessions.device import Device
from domain.shared.errors import FreshSignInRequired, PermissionDenied
from domain.shared.ids import ApiKeyId
from domain.shared.money import Money
from tests.support.shop import ShopUnderTest
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere

LIMIT: int = Settings.model_fields["refund_step_up_above"].default
PHONE = Device("Firefox", "203.0.113.0/24")


@pytest.fixture
def owner(room: StaffRoom) -> Actor:
    return room.working("Olga", "owner")


@pytest.fixture
def stale(owner: Actor, clock: AdjustableClock) -> Actor:
    """Olga's browser, left open."""
    clock.advance(FRESH_FOR + timedelta(seconds=1))
    return owner


@pytest.fixture
def machine(room: StaffRoom) -> Actor:
    return Actor(ActorKind.STAFF, "key", frozenset(PERMISSIONS), key_id=ApiKeyId(room.app.ids.new()))


@pytest.fixture
def shop(memory_app: Application, clock: AdjustableClock) -> ShopUnderTest:
    return ShopUnderTest(memory_app, clock).open()


def dangerous(room: StaffRoom) -> dict[str, Callable[[Actor], object]]:
    app, bea = room.app, room.hire("Bea", *everywhere("analyst"))
    role = app.access.create_role(CreateRole(actor=OPERATOR, name="Own", permissions=("orders.read",))).id
    customer = room.account("Carl")
    return {
        "invite": lambda actor: app.access.invite_staff(
            InviteStaff(actor=actor, email="new@example.com", name="New", roles=everywhere("analyst"))
        ),
        "give roles": lambda actor: app.access.change_staff(ChangeStaff(actor=actor, staff_id=bea, roles=everywhere("support"))),
        "lock": lambda actor: app.access.lock_staff(LockStaff(actor=actor, staff_id=bea)),
        "remove": lambda actor: app.access.remove_staff(RemoveStaff(actor=actor, staff_id=bea)),
        "make a role": lambda actor: app.access.create_role(CreateRole(actor=actor, name="More", permissions=("orders.read",))),
        "change a role": lambda actor: app.access.change_role(ChangeRole(actor=actor, role_id=role, permissions=("orders.read",))),
        "make a key": lambda actor: app.access.create_key(CreateKey(actor=actor, name="Robot", scopes=("orders.read",))),
        "act for": lambda actor: app.access.start_impersonation(
            StartImpersonation(actor=actor, account_id=customer, reason="help", device=PHONE)
        ),
        "export a person": lambda actor: app.privacy.export_person(ExportPerson(actor=actor, account_id=customer)),
        "erase a person": lambda actor: app.privacy.erase_person(ErasePerson(actor=actor, account_id=customer)),
        "rotate keys": lambda actor: app.sessions.rotate_signing_key(RotateSigningKey(actor=actor)),
    }


def test_a_browser_left_open_does_nothing_dangerous(room: StaffRoom, stale: Actor) -> None:
    for name, act in dangerous(room).items():
        with pytest.raises(FreshSignInRequired):
            act(stale)
        assert name


def test_whoever_showed_credentials_lately_does_it(room: StaffRoom, owner: Actor) -> None:
    for act in dangerous(room).values():
        act(owner)


@pytest.mark.parametrize("name", ["export a person", "erase a person", "rotate keys", "act for"])
def test_no_machine_does_it_whatever_its_scopes(room: StaffRoom, machine: Actor, name: str) -> None:
    with pytest.raises(PermissionDenied):
        dangerous(room)[name](machine)


@pytest.mark.parametrize("scope", ["privacy.export", "privacy.erase", "second_factors.reset", "keys.write", "staff.write"])
def test_scopes_for_it_are_not_given_to_machines(room: StaffRoom, owner: Actor, scope: str) -> None:
    with pytest.raises(NotForMachines):
        room.app.access.create_key(CreateKey(actor=owner, name="Robot", scopes=(scope,)))


def test_staff_who_act_for_a_customer_do_nothing_dangerous(owner: Actor) -> None:
    acting = replace(owner, impersonator_id=owner.account_id, impersonator="Olga")
    with pytest.raises(PermissionDenied):
        acting.require_step_up(acting.signed_in_at)  # type: ignore[arg-type]  # the fixture's has one


def test_the_operator_and_the_system_have_nothing_to_show(clock: AdjustableClock) -> None:
    for actor in (OPERATOR, SYSTEM):
        actor.require_step_up(clock.now())


# Money


def paid(shop: ShopUnderTest, price: int) -> str:
    number = shop.ordered({shop.item(f"ITEM-{price}", price): 1}).order.number
    shop.app.orders.capture_payment(CapturePayment(actor=OPERATOR, number=number))
    return number


def refund(shop: ShopUnderTest, actor: Actor, number: str, amount: int) -> None:
    shop.app.orders.refund(RefundOrder(actor=actor, number=number, amount=Money.of(amount, "EUR")))


def test_small_refunds_need_no_second_look(shop: ShopUnderTest, stale: Actor, machine: Actor) -> None:
    number = paid(shop, 2 * LIMIT)
    refund(shop, stale, number, LIMIT // 2)
    refund(shop, machine, number, LIMIT // 2)


def test_a_large_refund_needs_one_and_nothing_has_moved_without_it(
    shop: ShopUnderTest, room: StaffRoom, owner: Actor, clock: AdjustableClock
) -> None:
    number = paid(shop, 2 * LIMIT)
    clock.advance(FRESH_FOR + timedelta(seconds=1))
    with pytest.raises(FreshSignInRequired):
        refund(shop, owner, number, LIMIT + 1)
    assert not [payment.refunded for payment in shop.order(number).payments if payment.refunded]
    refund(shop, replace(owner, signed_in_at=clock.now()), number, LIMIT + 1)


def test_slices_count_together(shop: ShopUnderTest, stale: Actor) -> None:
    number = paid(shop, 2 * LIMIT)
    refund(shop, stale, number, LIMIT)
    with pytest.raises(FreshSignInRequired):
        refund(shop, stale, number, 1)


def test_a_refund_without_an_amount_is_as_large_as_what_was_paid(shop: ShopUnderTest, stale: Actor) -> None:
    number = paid(shop, 2 * LIMIT)
    with pytest.raises(FreshSignInRequired):
        shop.app.orders.refund(RefundOrder(actor=stale, number=number))


def test_calling_an_order_off_is_no_way_around_it(shop: ShopUnderTest, owner: Actor, clock: AdjustableClock) -> None:
    number, cheap = paid(shop, 2 * LIMIT), paid(shop, 100)
    clock.advance(FRESH_FOR + timedelta(seconds=1))
    with pytest.raises(FreshSignInRequired):
        shop.app.orders.cancel(CancelOrder(actor=owner, number=number))
    shop.app.orders.cancel(CancelOrder(actor=owner, number=cheap))


def test_a_machine_never_gives_back_more(shop: ShopUnderTest, machine: Actor) -> None:
    with pytest.raises(PermissionDenied):
        refund(shop, machine, paid(shop, 2 * LIMIT), LIMIT + 1)

"""The contract of retention: what ended long enough ago goes, by batches, on record; nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.notifications.mail_copies import FolderMailCopies
from adapters.privacy.expiries import EXPIRIES
from adapters.settings import Settings
from application.access.invite_staff import InviteStaff
from application.audit.ports import AuditFilter
from application.audit.seal_entries import SealEntries
from application.audit.search_entries import SearchEntries
from application.audit.verify_chain import VerifyChain
from application.identity.accounts.close_account import CloseAccount
from application.identity.accounts.register import Register
from application.orders.cancel_order import CancelOrder
from application.privacy.consents import GiveConsent, WithdrawConsent
from application.privacy.erasures import ErasePerson
from application.privacy.exports import RequestExport
from application.privacy.ports import RetentionRule
from application.privacy.retention import ApplyRetention, PreviewRetention
from application.shared.actor import SYSTEM, Actor
from application.shared.recording import PlainEntrance, coming_in_by
from bootstrap import Backend
from domain.shared.ids import AccountId
from tests.support.accounts import ADA, PeopleUnderTest
from tests.support.shop import ShopUnderTest
from tests.support.staff_room import OPERATOR, everywhere

BOB = "bob@example.com"
#: Long ago by any clock: the database lets nobody forget networks that it thinks are young.
START = datetime(2020, 1, 15, 12, 0, tzinfo=UTC)
YEAR = timedelta(days=366)


@dataclass
class LivedIn:
    """A shop in which everything happened once that is forgotten some day."""

    people: PeopleUnderTest
    ada: AccountId
    bob: AccountId
    number: str
    shop: ShopUnderTest

    def would_go(self) -> dict[str, int]:
        found = self.people.app.privacy.preview_retention(PreviewRetention(OPERATOR))
        return {each.rule.value: each.rows for each in found if each.rows}

    def goes(self, batch: int = 500) -> dict[str, int]:
        return {each.rule.value: each.rows for each in self.people.app.privacy.apply_retention(ApplyRetention(batch)) if each.rows}

    def on_record(self) -> dict[str, int]:
        """Rows by rule that the audit log says have gone."""
        page = self.people.app.audit.search(SearchEntries(OPERATOR, AuditFilter(action="privacy.retained"), None, 100))
        found: dict[str, int] = {}
        for entry in page.items:
            assert entry.after is not None
            found[entry.object_id] = found.get(entry.object_id, 0) + entry.after["rows"]
        return found


@pytest.fixture(params=["memory", "postgres"])
def lived_in(request: pytest.FixtureRequest) -> Iterator[LivedIn]:
    memory = request.param == "memory"
    settings: Settings = request.getfixturevalue("settings" if memory else "real_settings")
    people = PeopleUnderTest(settings, AdjustableClock(START), backend=Backend.MEMORY if memory else Backend.REAL)
    with coming_in_by(PlainEntrance(SYSTEM, "192.0.2.0/24")):
        yield _lives(people)
    people.app.close()


def _lives(people: PeopleUnderTest) -> LivedIn:
    app = people.app
    ada, bob = people.registered(), people.registered(BOB)
    app.accounts.register(Register(email="never@example.com", password="gruene banane 7"))
    me = people.actor(people.sign_in())
    app.privacy.give_consent(GiveConsent(actor=me, purpose="newsletter", text_version="1", source="account"))
    app.privacy.withdraw_consent(WithdrawConsent(actor=me, purpose="newsletter"))
    app.privacy.request_export(RequestExport(me))
    app.access.invite_staff(InviteStaff(actor=OPERATOR, email="cy@example.com", name="Cy", roles=everywhere("analyst")))
    shop = ShopUnderTest(app, people.clock).open()
    mug = shop.item("MUG")
    order = shop.ordered({mug: 1}, email=ADA).order
    shop.fill_in(shop.cart({mug: 1}), email=ADA)
    app.accounts.close_account(CloseAccount(actor=_fresh(people, BOB)))
    people.settle()
    return LivedIn(people, ada, bob, order.number, shop)


def _fresh(people: PeopleUnderTest, email: str) -> Actor:
    return people.actor(people.sign_in(email))


def test_every_rule_has_a_condition() -> None:
    reaching_far = {RetentionRule.ABANDONED_CARTS, RetentionRule.ORDERS, RetentionRule.CLOSED_ACCOUNTS, RetentionRule.AUDIT_NETWORKS}
    assert set(EXPIRIES) | reaching_far == set(RetentionRule)


def test_what_is_young_stays(lived_in: LivedIn) -> None:
    assert lived_in.would_go() == {}
    assert lived_in.goes() == {}


def test_a_preview_changes_nothing_and_tells_what_goes(lived_in: LivedIn) -> None:
    lived_in.people.clock.advance(4 * YEAR)
    preview = lived_in.would_go()
    assert lived_in.would_go() == preview
    assert preview.keys() == {rule.value for rule in RetentionRule} - {
        "orders",
        "former_addresses",
        "impersonation_reasons",
    }
    gone = lived_in.goes(batch=1)
    # The run itself is on record, from where as well: those entries are young.
    assert gone == preview
    assert lived_in.would_go() == {}
    assert lived_in.on_record() == gone
    assert lived_in.people.sign_in()
    assert lived_in.shop.order(lived_in.number).order.email == ADA
    with lived_in.shop.backend.unit_of_work() as uow:
        assert uow.accounts.find(lived_in.bob) is None, "closed long ago, and no order refers to it"


def test_an_abandoned_cart_takes_what_was_said_in_its_checkout_along(lived_in: LivedIn) -> None:
    shop = lived_in.shop
    token = shop.cart({shop.item("CUP"): 1})
    shop.fill_in(token, email="cy@example.com")
    with shop.backend.unit_of_work() as uow:
        cart_id = uow.carts.by_token(token).id
        assert uow.checkouts.find(cart_id) is not None
    lived_in.people.clock.advance(timedelta(days=30))
    assert lived_in.goes()["abandoned_carts"] == 2
    assert lived_in.on_record()["abandoned_carts"] == 2
    with shop.backend.unit_of_work() as uow:
        assert uow.checkouts.find(cart_id) is None


def test_orders_lose_their_person_after_the_legal_period_and_keep_their_numbers(lived_in: LivedIn) -> None:
    before = lived_in.shop.order(lived_in.number).order
    lived_in.people.clock.advance(timedelta(days=3652))
    lived_in.goes()
    assert lived_in.shop.order(lived_in.number).order.email == ADA
    lived_in.people.clock.advance(timedelta(days=1))
    assert lived_in.goes() == {"orders": 1}
    after = lived_in.shop.order(lived_in.number).order
    assert (after.email, after.terms.billing_address.name, after.terms.billing_address.country) == ("", "", "DE")
    assert (after.terms.total, after.terms.taxes) == (before.terms.total, before.terms.taxes)


def test_a_closed_account_stays_as_long_as_an_order_of_its_address_names_it(lived_in: LivedIn) -> None:
    lived_in.people.app.accounts.close_account(CloseAccount(actor=_fresh(lived_in.people, ADA)))
    lived_in.people.clock.advance(YEAR)
    assert lived_in.goes()["closed_accounts"] == 1, "Bob, not Ada"
    lived_in.people.clock.advance(10 * YEAR)
    gone = lived_in.goes()
    assert (gone["orders"], gone["closed_accounts"]) == (1, 1)


def test_an_address_that_is_anothers_by_now_is_not_forgotten_with_its_former_account(lived_in: LivedIn) -> None:
    people = lived_in.people
    again = people.registered(BOB)
    people.app.privacy.give_consent(GiveConsent(actor=_fresh(people, BOB), purpose="newsletter", text_version="1", source="account"))
    people.clock.advance(timedelta(days=40))
    assert lived_in.goes()["closed_accounts"] == 1
    with lived_in.shop.backend.unit_of_work() as uow:
        assert uow.personal_data.person(None, BOB).account_id == again
        written = uow.personal_data.export(uow.personal_data.person(again, None))["notifications"]["messages"]
    assert BOB in [message["recipient"] for message in written]


def test_the_chain_of_the_audit_log_holds_when_networks_are_forgotten(lived_in: LivedIn) -> None:
    app = lived_in.people.app
    while app.audit.seal(SealEntries()):
        pass
    lived_in.people.clock.advance(YEAR)
    assert lived_in.goes()["audit_networks"] > 0
    first = app.audit.search(SearchEntries(OPERATOR, AuditFilter(until=START + timedelta(days=1)), None, 100)).items
    assert {entry.network for entry in first} == {""}
    assert app.audit.verify(VerifyChain(OPERATOR)).sound


def test_staff_who_are_forgotten_are_an_id_in_the_timelines_of_others(lived_in: LivedIn) -> None:
    shop, app = lived_in.shop, lived_in.people.app
    order = shop.ordered({shop.item("CUP"): 1}, email="cy@example.com").order
    bob = replace(OPERATOR, label="Bob Staff", account_id=lived_in.bob)
    app.orders.cancel(CancelOrder(actor=bob, number=order.number))
    assert "Bob Staff" in [entry.actor for entry in shop.order(order.number).order.timeline]
    app.privacy.erase_person(ErasePerson(actor=SYSTEM, account_id=lived_in.bob))
    after = shop.order(order.number).order
    assert [entry.actor for entry in after.timeline if entry.actor_id == lived_in.bob] == [""]
    assert after.email == "cy@example.com"


def test_old_copies_of_mails_go_whatever_became_of_their_messages(tmp_path: Path) -> None:
    young = Uuid7Ids().new()
    old = "016f9a1e-0000-7000-8000-000000000000"  # January 2020
    for name in (f"{young}.eml", f"{old}.eml", f"{old}.html", "notes.txt"):
        (tmp_path / name).write_text("Dear Ada")
    FolderMailCopies(tmp_path).forget_older(datetime(2021, 1, 1, tzinfo=UTC))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["notes.txt", f"{young}.eml"])

"""Passkeys: added, shown, counted and taken away; and attacked by everything that a browser is there to prevent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from adapters.codec import encode
from application.access.reset_second_factor import ResetSecondFactor
from application.identity.accounts.lock_account import LockAccount
from application.identity.passkeys.begin_adding import BeginPasskey
from application.identity.passkeys.begin_showing import AskForPasskey
from application.identity.passkeys.ceremonies import AskedDevice
from application.identity.passkeys.finish_adding import AddedPasskey, FinishPasskey
from application.identity.passkeys.list_passkeys import ListPasskeys
from application.identity.passkeys.remove import RemovePasskey
from application.identity.passkeys.rename import RenamePasskey
from application.identity.passkeys.sign_in import SignInByPasskey
from application.identity.passkeys.step_up import StepUpByPasskey
from application.identity.second_factor.begin_enrolment import BeginEnrolment
from application.identity.second_factor.confirm_enrolment import ConfirmEnrolment
from application.identity.second_factor.disable_second_factor import DisableSecondFactor
from application.identity.second_factor.forget_sign_ins import ForgetSignIns
from application.identity.second_factor.show_second_factor import ShowSecondFactor
from application.sessions.opening import IssuedTokens
from application.shared.actor import FRESH_FOR, Actor
from domain.identity.passkeys.ceremony import CEREMONY_LASTS
from domain.identity.passkeys.errors import PasskeyNotAccepted, PasskeyRefused, PasskeyTaken, TooManyPasskeys
from domain.identity.passkeys.passkey import MOST_PASSKEYS
from domain.identity.second_factor.errors import ChallengeNotFound, SecondFactorChallenged, WrongCode
from domain.identity.second_factor.second_factor import RECOVERY_CODES
from domain.sessions.audience import Audience
from domain.shared.errors import EntityNotFound, FreshSignInRequired, InvalidValue, SecondFactorRequired, Unauthenticated
from domain.shared.ids import AccountId
from tests.support.accounts import ADA, FIREFOX, PHONE, PeopleUnderTest
from tests.support.authenticator import SoftAuthenticator, raw, text
from tests.support.staff_room import OPERATOR
from tests.unit.identity.test_second_factor import Authenticator, actor, challenge, set_up, show

EVE = "eve@example.com"
NOTHING = {"clientDataJSON": "", "attestationObject": ""}
Made = Callable[[SoftAuthenticator, AskedDevice], str]


@dataclass
class Pocket:
    """Somebody's device, and what the shop said when it was added."""

    people: PeopleUnderTest
    device: SoftAuthenticator
    owner: Actor
    added: AddedPasskey

    def asked(self) -> AskedDevice:
        return self.people.app.passkeys.begin_showing(AskForPasskey())

    def sign_in(self, asked: AskedDevice | None = None, **more: Any) -> IssuedTokens:
        asked = asked or self.asked()
        given = {"credential": self.device.get(asked.options), "device": FIREFOX} | more
        return self.people.app.passkeys.sign_in(SignInByPasskey(ceremony=asked.ceremony, **given))


def add(people: PeopleUnderTest, who: Actor, device: SoftAuthenticator, name: str = "My telephone") -> AddedPasskey:
    asked = people.app.passkeys.begin_adding(BeginPasskey(actor=who))
    command = FinishPasskey(actor=who, ceremony=asked.ceremony, credential=device.create(asked.options), name=name)
    return people.app.passkeys.finish_adding(command)


def pocket(people: PeopleUnderTest, email: str = ADA, device: SoftAuthenticator | None = None) -> Pocket:
    people.registered(email)
    who, device = actor(people, people.sign_in(email)), device or SoftAuthenticator()
    added = add(people, who, device)
    assert added.access is not None
    return Pocket(people, device, actor(people, added.access.text), added)


# What it is good for


def test_a_passkey_alone_opens_everything(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    who = actor(people, ada.sign_in())
    assert (who.account_id, who.strong) == (ada.owner.account_id, True)
    assert who.require_fresh(people.clock.now())


def test_with_a_passkey_the_password_is_only_half(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    with pytest.raises(SecondFactorChallenged) as half:
        people.sign_in(device=PHONE)
    tokens = ada.sign_in(challenge=half.value.challenge)
    session = people.database.committed_row("sessions", tokens.session_id)
    assert session is not None
    assert session.user_agent == PHONE.user_agent
    assert actor(people, tokens).strong
    with pytest.raises(ChallengeNotFound):
        ada.sign_in(challenge=half.value.challenge)


def test_somebody_elses_passkey_is_no_second_step(people: PeopleUnderTest) -> None:
    pocket(people)
    eve = pocket(people, EVE)
    token = challenge(people)
    with pytest.raises(ChallengeNotFound):
        eve.sign_in(challenge=token)


def test_recovery_codes_come_with_the_first_and_open_when_the_device_is_lost(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    assert len(ada.added.recovery_codes) == RECOVERY_CODES
    second = add(people, ada.owner, SoftAuthenticator(), "My key")
    assert second.recovery_codes == ()
    assert show(people, challenge(people), ada.added.recovery_codes[0])


def test_an_authenticator_is_set_up_beside_it_and_the_codes_stay(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    begun = people.app.second_factor.begin(BeginEnrolment(actor=ada.owner))
    phone = Authenticator(people, begun.secret)
    with pytest.raises(WrongCode):
        show(people, challenge(people), phone.code())  # Not confirmed: its codes are worth nothing.
    assert people.app.second_factor.confirm(ConfirmEnrolment(actor=ada.owner, code=phone.code())).recovery_codes == ()
    people.clock.advance(timedelta(minutes=1))
    assert show(people, challenge(people), phone.code())
    assert show(people, challenge(people), ada.added.recovery_codes[0])


def test_a_passkey_is_added_beside_an_authenticator(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    device = SoftAuthenticator()
    assert add(people, who, device).recovery_codes == ()
    asked = people.app.passkeys.begin_showing(AskForPasskey())
    command = SignInByPasskey(ceremony=asked.ceremony, credential=device.get(asked.options), device=FIREFOX)
    assert actor(people, people.app.passkeys.sign_in(command)).strong


def test_it_makes_an_old_session_fresh(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    people.clock.advance(timedelta(minutes=14))
    who = actor(people, ada.sign_in())
    people.clock.advance(timedelta(minutes=14))
    asked = ada.asked()
    command = StepUpByPasskey(actor=who, ceremony=asked.ceremony, credential=ada.device.get(asked.options))
    assert actor(people, people.app.passkeys.step_up(command).text).require_fresh(people.clock.now())


def test_nobody_steps_up_by_a_passkey_of_somebody_else(people: PeopleUnderTest) -> None:
    ada, eve = pocket(people), pocket(people, EVE)
    asked = eve.asked()
    command = StepUpByPasskey(actor=ada.owner, ceremony=asked.ceremony, credential=eve.device.get(asked.options))
    with pytest.raises(PasskeyRefused):
        people.app.passkeys.step_up(command)


def test_the_owner_is_told_and_others_are_signed_out(people: PeopleUnderTest) -> None:
    people.registered()
    thief = people.sign_in(device=PHONE)
    add(people, actor(people, people.sign_in()), SoftAuthenticator())
    with pytest.raises(Unauthenticated):
        actor(people, thief)
    assert any("New passkey" in subject for subject in people.mailbox(ADA))


# Keeping them


def test_passkeys_are_listed_named_and_removed(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    other = add(people, ada.owner, SoftAuthenticator(), "My key").passkey
    people.app.passkeys.rename(RenamePasskey(actor=ada.owner, passkey_id=other.id, name=" Blue key "))
    listed = people.app.passkeys.list_passkeys(ListPasskeys(actor=ada.owner))
    assert [each.name for each in listed] == ["My telephone", "Blue key"]
    people.app.passkeys.remove(RemovePasskey(actor=ada.owner, passkey_id=ada.added.passkey.id))
    with pytest.raises(PasskeyRefused):
        ada.sign_in()
    assert people.app.second_factor.show(ShowSecondFactor(actor=ada.owner)).passkeys == 1
    assert any("Passkey removed" in subject for subject in people.mailbox(ADA))


def test_the_last_one_takes_the_second_factor_along(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    people.app.passkeys.remove(RemovePasskey(actor=ada.owner, passkey_id=ada.added.passkey.id))
    assert people.sign_in()
    assert not people.app.second_factor.show(ShowSecondFactor(actor=ada.owner)).enabled


def test_beside_an_authenticator_the_last_one_goes_alone(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    added = add(people, who, SoftAuthenticator())
    people.app.passkeys.remove(RemovePasskey(actor=who, passkey_id=added.passkey.id))
    assert challenge(people)


@pytest.mark.parametrize("way", ["by oneself", "by staff"])
def test_giving_up_the_second_factor_takes_passkeys_along(people: PeopleUnderTest, way: str) -> None:
    ada = pocket(people)
    if way == "by oneself":
        people.app.second_factor.disable(DisableSecondFactor(actor=ada.owner))
    else:
        people.app.access.reset_second_factor(ResetSecondFactor(actor=OPERATOR, account_id=ada.owner.require_account()))
    with pytest.raises(PasskeyRefused):
        ada.sign_in()
    assert people.sign_in()


def test_other_peoples_passkeys_are_not_there(people: PeopleUnderTest) -> None:
    ada, eve = pocket(people), pocket(people, EVE)
    theirs = ada.added.passkey.id
    with pytest.raises(EntityNotFound):
        people.app.passkeys.rename(RenamePasskey(actor=eve.owner, passkey_id=theirs, name="Mine"))
    with pytest.raises(EntityNotFound):
        people.app.passkeys.remove(RemovePasskey(actor=eve.owner, passkey_id=theirs))


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "two\nlines"])
def test_a_name_is_something_to_read(people: PeopleUnderTest, name: str) -> None:
    ada = pocket(people)
    with pytest.raises(InvalidValue) as refusal:
        people.app.passkeys.rename(RenamePasskey(actor=ada.owner, passkey_id=ada.added.passkey.id, name=name))
    assert refusal.value.field == "name"


def test_there_is_an_end_to_how_many(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    for _ in range(MOST_PASSKEYS - 1):
        add(people, ada.owner, ada.device)
    with pytest.raises(TooManyPasskeys):
        add(people, ada.owner, ada.device)


# Whoever is not its owner


def test_an_old_or_a_weak_session_changes_nothing(people: PeopleUnderTest) -> None:
    people.registered()
    weak = actor(people, people.sign_in())
    added = add(people, weak, SoftAuthenticator())  # `weak` is as the token of before said.
    with pytest.raises(SecondFactorRequired):
        people.app.passkeys.begin_adding(BeginPasskey(actor=weak))
    with pytest.raises(SecondFactorRequired):
        people.app.second_factor.begin(BeginEnrolment(actor=weak))
    with pytest.raises(SecondFactorRequired):
        people.app.passkeys.remove(RemovePasskey(actor=weak, passkey_id=added.passkey.id))
    people.clock.advance(FRESH_FOR + timedelta(seconds=1))
    for attempt in (
        lambda: people.app.passkeys.begin_adding(BeginPasskey(actor=weak)),
        lambda: people.app.passkeys.finish_adding(FinishPasskey(actor=weak, ceremony="x", credential="{}", name="x")),
        lambda: people.app.passkeys.remove(RemovePasskey(actor=weak, passkey_id=added.passkey.id)),
    ):
        with pytest.raises(FreshSignInRequired):
            attempt()


def test_an_answer_counts_once(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    asked = ada.asked()
    answer = ada.device.get(asked.options)
    ada.sign_in(asked, credential=answer)
    with pytest.raises(PasskeyRefused):
        ada.sign_in(asked, credential=answer)


def test_a_wrong_answer_uses_the_question_up(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    asked = ada.asked()
    with pytest.raises(PasskeyRefused):
        ada.sign_in(asked, credential=ada.device.get(asked.options, origin="https://evil.example"))
    with pytest.raises(PasskeyRefused):
        ada.sign_in(asked)


def test_an_answer_to_another_question_does_not_count(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    mine, stolen = ada.asked(), ada.asked()
    with pytest.raises(PasskeyRefused):
        ada.sign_in(mine, credential=ada.device.get(stolen.options))


def test_questions_grow_old_and_are_forgotten(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    asked = ada.asked()
    people.clock.advance(CEREMONY_LASTS)
    with pytest.raises(PasskeyRefused):
        ada.sign_in(asked)
    ada.asked()
    people.clock.advance(CEREMONY_LASTS)
    assert people.app.second_factor.forget_sign_ins(ForgetSignIns()) == 1


def forged(change: Callable[[dict[str, Any]], None]) -> Callable[[Pocket, AskedDevice], str]:
    def forge(ada: Pocket, asked: AskedDevice) -> str:
        credential = json.loads(ada.device.get(asked.options))
        change(credential)
        return json.dumps(credential)

    return forge


def unverified(ada: Pocket, asked: AskedDevice) -> str:
    ada.device.verifies = False
    return ada.device.get(asked.options)


def elsewhere(ada: Pocket, asked: AskedDevice) -> str:
    ada.device.keys[0].rp_id = "evil.example"
    return ada.device.get(asked.options)


def with_bit_flipped(credential: dict[str, Any]) -> None:
    signature = bytearray(raw(credential["response"]["signature"]))
    signature[-1] ^= 1
    credential["response"]["signature"] = text(bytes(signature))


ATTACKS: dict[str, Callable[[Pocket, AskedDevice], str]] = {
    "another page": lambda ada, asked: ada.device.get(asked.options, origin="https://shop.example.evil.example"),
    "a page over http of another port": lambda ada, asked: ada.device.get(asked.options, origin="http://127.0.0.1:3001"),
    "an answer for adding": lambda ada, asked: ada.device.get(asked.options, type="webauthn.create"),
    "another challenge": lambda ada, asked: ada.device.get(asked.options, challenge=text(bytes(32))),
    "nobody looked at": unverified,
    "made for another shop": elsewhere,
    "signature": forged(with_bit_flipped),
    "no signature": forged(lambda credential: credential["response"].update(signature="")),
    "an owner that it is not of": forged(lambda credential: credential["response"].update(userHandle=text(bytes(16)))),
    "an owner that is nobody": forged(lambda credential: credential["response"].update(userHandle="short")),
    "an unknown key": forged(lambda credential: credential.update(id=text(bytes(32)), rawId=text(bytes(32)))),
    "two ids": forged(lambda credential: credential.update(id=text(bytes(32)))),
    "no response": forged(lambda credential: credential.pop("response")),
    "a list": lambda ada, asked: "[]",
    "a number": lambda ada, asked: "1",
    "no JSON": lambda ada, asked: "passkey",
    "very deep": lambda ada, asked: "[" * 9000,
    "data of nothing": forged(lambda credential: credential["response"].update(authenticatorData="")),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_the_device_of_this_account_at_this_shop_gets_in(people: PeopleUnderTest, attack: str) -> None:
    ada = pocket(people)
    asked = ada.asked()
    with pytest.raises(PasskeyRefused) as refusal:
        ada.sign_in(asked, credential=ATTACKS[attack](ada, asked))
    assert str(refusal.value.detail) == PasskeyRefused().detail
    assert ada.sign_in() if attack not in ("nobody looked at", "made for another shop") else True


def test_a_copied_device_is_noticed_by_its_count(people: PeopleUnderTest) -> None:
    ada = pocket(people, device=SoftAuthenticator(counts=True))
    ada.sign_in()
    ada.sign_in()
    ada.device.keys[0].count = 0  # The copy was made before.
    with pytest.raises(PasskeyRefused):
        ada.sign_in()
    row = people.database.committed_row("passkeys", ada.added.passkey.id)
    assert row is not None
    assert (row.sign_count, row.synced) == (2, False)


def test_a_locked_account_stays_locked(people: PeopleUnderTest, staff: Actor) -> None:
    ada = pocket(people)
    people.app.accounts.lock_account(LockAccount(actor=staff, account_id=ada.owner.require_account(), reason="stolen"))
    with pytest.raises(PasskeyRefused):
        ada.sign_in()


def test_a_customer_does_not_become_staff_by_a_passkey(people: PeopleUnderTest) -> None:
    with pytest.raises(PasskeyRefused):
        pocket(people).sign_in(audience=Audience.ADMIN)


# Adding


def adding(people: PeopleUnderTest, make: Callable[[SoftAuthenticator, AskedDevice], str], device: SoftAuthenticator | None = None) -> None:
    people.registered()
    who = actor(people, people.sign_in())
    asked = people.app.passkeys.begin_adding(BeginPasskey(actor=who))
    credential = make(device or SoftAuthenticator(), asked)
    people.app.passkeys.finish_adding(FinishPasskey(actor=who, ceremony=asked.ceremony, credential=credential, name="Mine"))


@pytest.mark.parametrize(
    "make",
    [
        lambda device, asked: device.create(asked.options, origin="https://evil.example"),
        lambda device, asked: device.create(asked.options, challenge=text(bytes(32))),
        lambda device, asked: device.create(asked.options, type="webauthn.get"),
        lambda device, asked: device.create({**asked.options, "rp": {"id": "evil.example"}}),
        lambda device, asked: "{}",
        lambda device, asked: "nonsense",
        lambda device, asked: json.dumps(json.loads(device.create(asked.options)) | {"response": NOTHING}),
    ],
)
def test_what_does_not_fit_the_question_is_not_added(
    people: PeopleUnderTest, make: Callable[[SoftAuthenticator, AskedDevice], str]
) -> None:
    with pytest.raises(PasskeyNotAccepted) as refusal:
        adding(people, make)
    assert refusal.value.field == "credential"
    assert people.database.committed("passkeys") == []
    assert people.sign_in()


def test_a_device_that_looks_at_nobody_is_not_added(people: PeopleUnderTest) -> None:
    with pytest.raises(PasskeyNotAccepted):
        adding(people, lambda device, asked: device.create(asked.options), SoftAuthenticator(verifies=False))


def test_only_the_session_that_began_adds(people: PeopleUnderTest) -> None:
    people.registered()
    people.registered(EVE)
    mine, other, eve = (actor(people, people.sign_in(*who)) for who in ((ADA,), (ADA,), (EVE,)))
    for stranger in (other, eve):
        asked = people.app.passkeys.begin_adding(BeginPasskey(actor=mine))
        credential = SoftAuthenticator().create(asked.options)
        with pytest.raises(PasskeyNotAccepted) as refusal:
            people.app.passkeys.finish_adding(FinishPasskey(actor=stranger, ceremony=asked.ceremony, credential=credential, name="Mine"))
        assert refusal.value.field == "ceremony"


def test_a_question_for_signing_in_adds_nothing(people: PeopleUnderTest) -> None:
    people.registered()
    who, device = actor(people, people.sign_in()), SoftAuthenticator()
    options = people.app.passkeys.begin_adding(BeginPasskey(actor=who)).options
    asked = people.app.passkeys.begin_showing(AskForPasskey())
    credential = device.create({**options, "challenge": asked.options["challenge"]})
    with pytest.raises(PasskeyNotAccepted):
        people.app.passkeys.finish_adding(FinishPasskey(actor=who, ceremony=asked.ceremony, credential=credential, name="Mine"))


def test_a_key_opens_one_account(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    people.registered(EVE)
    eve = actor(people, people.sign_in(EVE))
    asked = people.app.passkeys.begin_adding(BeginPasskey(actor=eve))
    device = SoftAuthenticator()
    copied = json.loads(device.create(asked.options))
    own = device.keys[0].credential_id
    attestation = raw(copied["response"]["attestationObject"]).replace(own, ada.device.keys[0].credential_id)
    copied["response"]["attestationObject"] = text(attestation)
    copied["id"] = copied["rawId"] = text(ada.device.keys[0].credential_id)
    with pytest.raises(PasskeyTaken):
        people.app.passkeys.finish_adding(FinishPasskey(actor=eve, ceremony=asked.ceremony, credential=json.dumps(copied), name="Hers"))


def test_options_ask_for_what_is_checked(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    asked = people.app.passkeys.begin_adding(BeginPasskey(actor=ada.owner))
    wanted = asked.options["authenticatorSelection"]
    assert (wanted["userVerification"], wanted["residentKey"]) == ("required", "required")
    assert [each["id"] for each in asked.options["excludeCredentials"]] == [text(ada.device.keys[0].credential_id)]
    assert len(raw(asked.options["challenge"])) == 32
    shown = ada.asked().options
    assert (shown["userVerification"], shown["allowCredentials"], shown["rpId"]) == ("required", [], "127.0.0.1")


def test_nothing_that_is_stored_shows_a_passkey(people: PeopleUnderTest) -> None:
    ada = pocket(people)
    asked = ada.asked()
    private = ada.device.keys[0].private.private_numbers().private_value.to_bytes(32, "big")
    rows = [row for table in ("passkeys", "passkey_ceremonies") for row in people.database.committed(table)]
    stored = [str(encode({name: value for name, value in vars(row).items() if not name.startswith("_")})) for row in rows]
    assert len(stored) == 2
    for secret in (asked.ceremony, str(asked.options["challenge"]), text(private)):
        assert all(secret not in row for row in stored)
    assert AccountId(ada.owner.require_account())

"""Every endpoint × every caller gives what the OpenAPI document declares."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.http_flask.policies import Policy, Staff
from tests.access_matrix.callers import (
    CUSTOMER,
    ELSEWHERE,
    EVERYTHING,
    IMPERSONATED,
    STALE,
    STRANGER,
    machine,
    staff,
)
from tests.access_matrix.conftest import Walk
from tests.access_matrix.operations import Operation

#: Refusals of the request itself: with one of these the use case was never asked.
NOT_REACHED = {"malformed_json", "invalid_body", "invalid_query", "unsupported_media_type", "if_match_required", "malformed_url"}
WHO_ASKS = {"unauthenticated", "permission_denied"}
REFUSED = {401, 403}
#: Whoever gives rights must hold them, besides being allowed to give.
GIVING = {"grant_refused"}
#: Changes in a customer's place that help them shop; none of them lets anybody in.
SHOPPING = {
    "add_my_address",
    "begin_my_cart",
    "change_my_address",
    "change_my_profile",
    "claim_cart",
    "remove_my_address",
    "remove_my_vat_number",
    "reorder",
    "set_my_vat_number",
}
#: What rights in any channel open, and why.
SHARED_BY_CHANNELS = {"get_product": "products belong to all channels; prices and publications are asked for by channel"}


def wrong(walk: Walk, operations: list[Operation], expected: set[int], ask: Callable[[Operation], int]) -> dict[str, int]:
    """Operations that answered something else, or something that their document does not show."""
    answers = [(operation, ask(operation)) for operation in operations]
    return {op.id: status for op, status in answers if status not in expected or status not in op.statuses}


def test_every_operation_declares_who_may_call_it(walk: Walk) -> None:
    kinds = {"public", "public_or_signed_in", "bearer_of_secret", "bearer_of_refresh_token", "signed_in", "staff", "operator"}
    assert {operation.id for operation in walk.operations if operation.kind not in kinds | {"signed_by_provider"}} == set()
    assert {op.id for op in walk.operations if "/admin/" in op.path and op.kind != "staff"} == set()


def test_the_sample_shop_has_one_of_everything(walk: Walk) -> None:
    missing = []
    for operation in walk.operations:
        try:
            operation.address(walk.objects)
        except LookupError as error:
            missing.append(str(error))
    assert missing == []


def test_nobody_gets_past_a_sign_in(walk: Walk) -> None:
    closed = walk.of_kind("staff", "signed_in")
    assert closed
    assert wrong(walk, closed, {401}, lambda operation: walk.call(operation, None).status_code) == {}


def test_a_token_that_nobody_issued_is_refused_wherever_tokens_count(walk: Walk) -> None:
    # At signing out an access token is one way to say which session; a stale one is no reason to stay.
    counting = [operation for operation in walk.operations if operation.security and operation.kind != "bearer_of_refresh_token"]
    assert wrong(walk, counting, {401}, lambda op: op.send(walk.client, walk.objects, "nobody-issued-this").status_code) == {}


def test_a_token_keeps_nobody_out_where_it_does_not_count(walk: Walk) -> None:
    open_to_all = [op for op in walk.of_kind("public", "operator") if op.method == "GET"]
    answers = {op.id: op.send(walk.client, walk.objects, "stale").status_code for op in open_to_all}
    assert {name: status for name, status in answers.items() if status in REFUSED} == {}


@pytest.mark.parametrize("actor", [CUSTOMER, IMPERSONATED], ids=["customer", "impersonated"])
def test_customers_are_not_staff(walk: Walk, actor: object) -> None:
    assert wrong(walk, walk.of_kind("staff"), {403}, lambda op: walk.call(op, actor).status_code) == {}  # type: ignore[arg-type]


def test_staff_without_the_permission_are_refused_whatever_else_they_hold(walk: Walk) -> None:
    for operation in walk.of_kind("staff"):
        missing = operation.policy["permission"]
        answer = walk.call(operation, staff(EVERYTHING - {missing}))
        assert (answer.status_code, answer.json["data"]) == (403, {"permission": missing}), operation.id


def test_a_key_without_the_scope_is_refused_whatever_else_it_holds(walk: Walk) -> None:
    without = {op.id: op.policy["permission"] for op in walk.of_kind("staff")}
    assert wrong(walk, walk.of_kind("staff"), {403}, lambda op: walk.call(op, machine(EVERYTHING - {without[op.id]})).status_code) == {}


def test_a_machine_does_nothing_that_needs_somebodys_own_hands(walk: Walk) -> None:
    for operation in [op for op in walk.of_kind("staff") if op.policy["fresh"]] + walk.of_kind("signed_in"):
        assert walk.call(operation, machine(EVERYTHING)).status_code == 403, operation.id


def test_rights_in_one_channel_do_not_open_what_concerns_them_all(walk: Walk) -> None:
    everywhere = [op for op in walk.of_kind("staff") if not op.policy["per_channel"]]
    elsewhere = staff((), by_channel={ELSEWHERE: EVERYTHING})
    assert wrong(walk, everywhere, {403}, lambda op: walk.call(op, elsewhere).status_code) == {}


def test_staff_of_another_channel_see_and_change_nothing_here(walk: Walk) -> None:
    """What names a thing of this channel is refused, or not there; a list holds nothing."""
    elsewhere = staff((), by_channel={ELSEWHERE: EVERYTHING})
    for operation in [op for op in walk.of_kind("staff") if op.policy["per_channel"] and op.id not in SHARED_BY_CHANNELS]:
        answer = walk.call(operation, elsewhere)
        empty = operation.method == "GET" and answer.status_code == 200 and answer.json.get("data") == []
        assert empty or answer.status_code in {403, 404}, f"{operation.id} {answer.status_code}: {answer.text}"


def test_staff_who_act_as_a_customer_keep_their_hands_off_credentials(walk: Walk) -> None:
    own = [op for op in walk.of_kind("signed_in") if op.policy["own_hands"]]
    assert wrong(walk, own, {403}, lambda op: walk.call(op, IMPERSONATED).status_code) == {}


def test_all_that_staff_may_change_as_a_customer_is_named_here(walk: Walk) -> None:
    """Whatever else is ever done with an account needs its owner's own hands, or a second thought and a line in `SHOPPING`."""
    open_to_others = {op.id for op in walk.of_kind("signed_in") if not op.policy["own_hands"] and op.method != "GET"}
    assert open_to_others == SHOPPING


def test_what_is_dangerous_asks_for_credentials_shown_lately(walk: Walk) -> None:
    fresh = [op for op in walk.of_kind("signed_in") if op.policy["fresh"]]
    for operation in fresh:
        answer = walk.call(operation, STALE)
        assert (answer.status_code, answer.json["code"]) == (401, "fresh_sign_in_required"), operation.id


def test_other_peoples_things_are_not_there(walk: Walk) -> None:
    # A provider of logins is nobody's thing.
    named = [
        op for op in walk.of_kind("signed_in") if "{" in op.path and op.id not in {"begin_my_external_login", "link_my_external_login"}
    ]
    assert wrong(walk, named, {404}, lambda op: walk.call(op, STRANGER).status_code) == {}


def test_a_wrong_secret_is_as_if_there_were_nothing(walk: Walk) -> None:
    for operation in walk.of_kind("bearer_of_secret"):
        path = operation.with_unknown(operation.policy["parameter"], walk.objects)
        for actor in (None, CUSTOMER, staff(EVERYTHING)):
            answer = walk.call(operation, actor, path)
            assert answer.status_code == 404, f"{operation.id} {answer.status_code}"


def test_what_is_open_is_open(fresh: Callable[[], Walk]) -> None:
    walk = fresh()
    kinds = ("public", "public_or_signed_in", "bearer_of_secret", "bearer_of_refresh_token", "operator")
    answers = {op.id: walk.call(op, None) for op in walk.of_kind(*kinds)}
    # What is shown in a body may be wrong; who asks never is.
    closed = {name: answer for name, answer in answers.items() if answer.status_code in REFUSED and answer.json["code"] in WHO_ASKS}
    assert {name: answer.status_code for name, answer in closed.items()} == {}


def test_the_permission_alone_is_enough(fresh: Callable[[], Walk]) -> None:
    """Nothing else is asked for on the way: a view that goes on to a second use case would be refused after the work is done."""
    walk = fresh()
    for operation in walk.of_kind("staff"):
        answer = walk.call(operation, staff({operation.policy["permission"]}))
        if operation.method != "GET":  # What reads leaves the shop as it was for the next.
            walk = fresh()
        assert answer.status_code not in REFUSED or answer.json["code"] in GIVING, operation.id
        assert answer.status_code < 500, operation.id
        assert answer.status_code < 400 or answer.json["code"] not in NOT_REACHED, f"{operation.id}: {answer.text}"


def test_the_use_case_refuses_when_the_endpoint_forgets(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The permission is asked for in two places; here the first one is gone."""
    monkeypatch.setattr(Staff, "admit", Policy.admit)
    for operation in walk.of_kind("staff"):
        missing = operation.policy["permission"]
        answer = walk.call(operation, staff(EVERYTHING - {missing}))
        assert (answer.status_code, answer.json["code"]) == (403, "permission_denied"), f"{operation.id}: {answer.text}"
        assert walk.call(operation, CUSTOMER).status_code == 403, operation.id

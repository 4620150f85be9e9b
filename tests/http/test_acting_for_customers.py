"""Staff who act for a customer: the token, every log line and every audit row say so, and the customer's ways in stay closed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from flask.testing import FlaskClient

from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.facade import Application
from domain.audit.entry import AuditEntry
from domain.sessions.audience import Audience
from domain.shared.ids import AccountId
from tests.support.signed_in import sign_in
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere

PROFILE = "/api/v1/me/profile"


@dataclass
class Acting:
    """Sam acts for Carl."""

    app: Application
    client: FlaskClient
    staff: AccountId
    customer: AccountId
    token: str
    answer: Any

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return self.client.open(path, method=method, json=body, headers={"Authorization": f"Bearer {self.token}", "If-Match": "*"})

    def entries(self, action: str) -> list[AuditEntry]:
        return list(self.app.audit.search(SearchEntries(OPERATOR, AuditFilter(action=action))).items)


@pytest.fixture
def acting(memory_app: Application, visitor: FlaskClient) -> Acting:
    room = StaffRoom(memory_app)
    staff, customer = room.actor(room.hire("Sam", *everywhere("support"))).require_account(), room.account("Carl")
    own = sign_in(memory_app, staff, Audience.ADMIN).access_token
    body = {"account_id": str(customer), "reason": "Ticket 4711"}
    started = visitor.post("/api/v1/admin/impersonations", json=body, headers={"Authorization": f"Bearer {own}"})
    assert started.status_code == 201, started.json
    return Acting(memory_app, visitor, staff, customer, started.json["access_token"], started)


def test_the_token_names_who_acts(acting: Acting) -> None:
    claims = jwt.decode(acting.token, options={"verify_signature": False})
    assert (claims["sub"], claims["act"], claims["aud"]) == (str(acting.customer), {"sub": str(acting.staff)}, "shop")


def test_the_answer_holds_no_way_to_renew_it(acting: Acting) -> None:
    assert acting.answer.json.keys() == {"id", "access_token", "expires_at"}
    assert "Set-Cookie" not in acting.answer.headers


@pytest.mark.parametrize(("path", "status"), [(PROFILE, 200), ("/api/v1/me/orders", 200), ("/api/v1/me/sessions", 403)])
def test_log_lines_name_who_acts_whether_it_is_let_or_refused(
    acting: Acting, capfd: pytest.CaptureFixture[str], path: str, status: int
) -> None:
    capfd.readouterr()
    assert acting.send("GET", path).status_code == status
    [line] = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    assert (line["status"], line["actor"]) == (status, f"{acting.customer} by {acting.staff}")


def test_looks_and_changes_are_in_the_audit_log_with_both_names(acting: Acting) -> None:
    assert acting.send("GET", PROFILE).status_code == 200
    assert acting.send("PATCH", PROFILE, {"first_name": "Karl"}).status_code == 200
    for action in ("customers.see_profile", "customers.change_profile"):
        entries = acting.entries(action)
        assert entries, action
        assert {(entry.who.account_id, entry.who.impersonator_id) for entry in entries} == {(acting.customer, acting.staff)}


def test_beginning_and_signing_out_are_in_the_audit_log(acting: Acting) -> None:
    assert [entry.who.account_id for entry in acting.entries("access.impersonation_started")] == [acting.staff]
    assert acting.send("POST", "/api/v1/auth/logout").status_code == 204
    ended = acting.entries("sessions.acting_ended")
    assert [(entry.who.account_id, entry.who.impersonator_id) for entry in ended] == [(acting.customer, acting.staff)]
    assert acting.send("GET", PROFILE).status_code == 401


def test_acting_begins_no_second_acting_and_opens_nothing_of_the_staffs(acting: Acting) -> None:
    body = {"account_id": str(acting.customer), "reason": "again"}
    assert acting.send("POST", "/api/v1/admin/impersonations", body).status_code == 401
    assert acting.send("GET", "/api/v1/admin/orders").status_code == 401

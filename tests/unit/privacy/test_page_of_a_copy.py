"""What people read when they open the copy of their data."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.privacy.page import page

AT = datetime(2026, 3, 1, 12, 30, 5, 123, tzinfo=UTC)
SECTIONS = {
    "notifications": {"messages": [{"id": "4711", "recipient": "ada@example.com", "attempts": 1, "lease_until": None, "version": 2}]},
    "orders": {"orders": [{"number": "A-1", "total": {"amount": "9.90", "currency": "EUR"}, "placed_at": "2026-02-03T04:05:06.7+00:00"}]},
    "loyalty": {"cards": [{"stamps": 3}]},
    "identity": {"accounts": [{"first_name": "<Ada>", "confirmed": True, "nickname": None, "tags": []}], "passkeys": []},
}


def test_people_come_first_and_a_context_that_nobody_named_comes_last() -> None:
    shown = page(SECTIONS, AT)
    titles = ["Your account and how you sign in", "Your orders", "Mails to you", "Loyalty"]
    assert sorted(titles, key=lambda title: shown.index(f">{title}</h2>")) == titles
    assert [shown.count(title) for title in titles] == [2] * 4, "in the list of contents, too"


def test_words_and_times_are_for_reading() -> None:
    shown = page(SECTIONS, AT)
    for text in (
        "<th>First name</th><td>&lt;Ada&gt;</td>",
        "<th>Confirmed</th><td>yes</td>",
        "2026-02-03 04:05 UTC",
        "2026-03-01 12:30 UTC",
    ):
        assert text in shown
    assert "9.90" in shown
    assert "ada@example.com" in shown


def test_keys_housekeeping_and_what_is_empty_are_left_to_the_files_for_programs() -> None:
    shown = page(SECTIONS, AT)
    for text in ("4711", "Attempts", "Lease", "Version", "Nickname", "Tags", "Passkeys"):
        assert text not in shown

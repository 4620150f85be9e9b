"""Every table says what in it is about a person, and no secret can get into the audit log."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Column, Date, Enum, LargeBinary, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from adapters.auditing.redaction import PERSONAL_VALUE, SECRET_VALUE, redacted
from adapters.persistence.tables import metadata
from adapters.personal_data import IMPERSONAL, NOT_PERSONAL, PERSONAL
from adapters.privacy.rules import FOUND_BY_CONTENT, every_rule

#: Names that look as if they held a secret, on purpose wider than the deny-list.
SUSPICIOUS = re.compile(
    r"pass|pwd|secret|token|hash|salt|otp|recover|cvv|cvc|(^|_)pin(_|$)|signa|cred|private|key|nonce|verif|cookie|csrf|instrument", re.I
)
#: Suspicious names that hold no secret.
HARMLESS = {
    "audit_entries.key_id": "the id of an API key",
    "passkeys.public_key": "public",
    "signing_keys.public_key": "public",
    "signing_keys.verifies_until": "an instant",
    "sign_in_challenges.passed_at": "an instant",
    "audit_links.hash": "the chain itself, which is no aggregate and never in an entry",
}
#: Names that look as if they were about a person.
ABOUT_PERSONS = re.compile(
    r"(^|_)(email|phone|mobile|birth\w*|first_name|last_name|given_name|family_name|full_name|address|recipient|street|vat\w*|"
    r"iban|user_agent|ip|device|network|note|notes|display_name)($|_)"
)
#: Such names that are not.
NOBODYS = {
    "audit_entries.network": "coarse: the /24 or /48 of a caller, kept as proof",
    "audit_entries.network_salt": "random",
    "audit_entries.network_proof": "leads nowhere without the salt",
}


def columns() -> dict[str, tuple[str, str]]:
    return {f"{table.name}.{column.name}": (table.name, column.name) for table in metadata.sorted_tables for column in table.columns}


def test_every_table_is_declared() -> None:
    """A new table: say in adapters/personal_data.py which of its columns are about a person, or that none is."""
    tables = {table.name for table in metadata.sorted_tables}
    assert tables - PERSONAL.keys() - NOT_PERSONAL == set(), "declare these in adapters/personal_data.py"
    assert (PERSONAL.keys() | NOT_PERSONAL) - tables == set(), "these tables are gone"
    assert PERSONAL.keys() & NOT_PERSONAL == set()


def test_every_declared_column_exists() -> None:
    known = columns()
    assert {f"{table}.{column}" for table, names in PERSONAL.items() for column in names} - known.keys() == set()


def holds_words(column: Column[Any]) -> bool:
    inner = getattr(column.type, "impl_instance", column.type)
    return (
        not isinstance(column.type, Enum) and not isinstance(inner, Enum) and isinstance(inner, (String, LargeBinary, JSONB, ARRAY, Date))
    )


def test_every_column_that_can_hold_words_is_declared() -> None:
    """A new column: is what it holds about a person (PERSONAL) or not (IMPERSONAL)? Say so in adapters/personal_data.py."""
    wordy = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns if holds_words(column)}
    personal = {f"{table}.{column}" for table, names in PERSONAL.items() for column in names}
    impersonal = {f"{table}.{column}" for table, names in IMPERSONAL.items() for column in names.split()}
    assert wordy - personal - impersonal == set(), "declare these in adapters/personal_data.py"
    assert impersonal - wordy == set(), "these are gone, or hold no words"
    assert impersonal & personal == set()


def test_a_column_that_looks_personal_is_declared() -> None:
    missed = {
        name
        for name, (table, column) in columns().items()
        if ABOUT_PERSONS.search(column) and column not in PERSONAL.get(table, ()) and name not in NOBODYS
    }
    assert missed == set(), "declare them in adapters/personal_data.py, or say here why they are nobody's"


def test_no_secret_column_is_shown_by_the_audit_log() -> None:
    shown = {name for name, (table, column) in columns().items() if redacted(table, column, "marker") not in (SECRET_VALUE, PERSONAL_VALUE)}
    leaks = {name for name in shown if SUSPICIOUS.search(name.partition(".")[2])} - HARMLESS.keys()
    assert leaks == set(), "add them to SECRET in adapters/auditing/redaction.py, or say here why they are harmless"


def test_no_personal_column_is_shown_by_the_audit_log() -> None:
    for table, names in PERSONAL.items():
        for column in names:
            assert redacted(table, column, "marker") in (SECRET_VALUE, PERSONAL_VALUE), f"{table}.{column}"


def test_secrets_inside_of_documents_are_covered_too() -> None:
    shown = redacted("products", "attribute_values", {"colour": "red", "deep": [{"api_key": "marker", "Password": "marker"}]})
    assert shown == {"colour": "red", "deep": [{"api_key": SECRET_VALUE, "Password": SECRET_VALUE}]}


def test_every_personal_table_has_a_rule_for_export_and_erasure() -> None:
    ruled = {rule.table for _, rule in every_rule()} | FOUND_BY_CONTENT
    assert PERSONAL.keys() - ruled == set(), "say in adapters/privacy/rules.py how its rows are found and what becomes of them"


def test_an_erasure_leaves_no_personal_column_of_what_stays() -> None:
    for _, rule in every_rule():
        if rule.blank and not rule.in_passing:
            assert PERSONAL.get(rule.table, frozenset()) - set(rule.blank) == set(), rule.table

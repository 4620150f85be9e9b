"""Addresses by the rules of their country: named parts, normal spelling, and agreement with an independent collection of facts."""

from __future__ import annotations

import re
import tarfile

import pytest

from adapters.validation.addresses import I18nAddresses
from adapters.validation.emails import SyntaxCheckedEmails
from domain.shared.address import Address, AddressProblem, InvalidAddress
from domain.shared.errors import InvalidValue
from tests.support.shared_data import shared_data

VALIDATOR = I18nAddresses()


def parts_refused(address: Address) -> set[str]:
    problems: tuple[AddressProblem, ...] = ()
    try:
        VALIDATOR.validated(address, "shipping_address")
    except InvalidAddress as refusal:
        problems = refusal.problems
    assert all(problem.reason for problem in problems)
    return {problem.part for problem in problems}


@pytest.mark.parametrize(
    "address",
    [
        Address("Ada", ("Invalidenstraße 117",), "Berlin", "DE", "10115"),
        Address("Ada", ("1600 Amphitheatre Pkwy",), "Mountain View", "US", "94043", "CA"),
        Address("Ada", ("10 Downing St",), "London", "GB", "SW1A 2AA"),
        Address("Ada", ("Gran Vía 1",), "Madrid", "ES", "28013", "Madrid"),
        Address("Ada", ("1 O'Connell Street",), "Dublin", "IE"),
        Address("Ada", ("4-1-1 Shibakoen",), "Minato", "JP", "105-0011", "東京都"),
    ],
)
def test_real_addresses_are_taken_as_they_were_written(address: Address) -> None:
    checked = VALIDATOR.validated(address, "shipping_address")
    assert (checked.name, checked.lines, checked.city) == (address.name, address.lines, address.city)


def test_a_state_is_known_by_its_name_or_its_code() -> None:
    by_name = Address("Ada", ("1600 Amphitheatre Pkwy",), "Mountain View", "US", "94043", "California")
    assert VALIDATOR.validated(by_name, "shipping_address").region == "CA"


def test_every_wrong_part_is_named() -> None:
    assert parts_refused(Address("", ("",), "", "US", "9", "XX")) == {"name", "lines", "city", "postal_code", "region"}
    assert parts_refused(Address("Ada", ("x",), "Berlin", "DE", "1011")) == {"postal_code"}
    assert parts_refused(Address("Ada", ("x",), "x", "XX")) == {"country"}


def test_the_refusal_says_what_the_country_wants() -> None:
    with pytest.raises(InvalidAddress, match="such as 26133"):
        VALIDATOR.validated(Address("Ada", ("x",), "Berlin", "DE", "1"), "shipping_address")


@pytest.mark.parametrize(("given", "normal"), [("Ada@Example.COM", "Ada@example.com"), ("ada+shop@example.com", "ada+shop@example.com")])
def test_emails_come_back_in_their_normal_form(given: str, normal: str) -> None:
    assert SyntaxCheckedEmails().validated(given, "email") == normal


@pytest.mark.parametrize("given", ["", "ada", "ada@", "ada@localhost", "a b@example.com", "ada@example..com"])
def test_what_is_no_email_is_refused(given: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        SyntaxCheckedEmails().validated(given, "email")
    assert refusal.value.field == "email"


def facts() -> dict[str, set[str]]:
    """Country → parts that the addressing library of another project requires."""
    ours = {"locality": "city", "postalCode": "postal_code", "administrativeArea": "region", "addressLine1": "lines"}
    with tarfile.open(shared_data("reference/commerceguys-addressing-resources.tar.gz")) as archive:
        member = archive.extractfile("src/AddressFormat/AddressFormatRepository.php")
        assert member is not None
        source = member.read().decode()
    found = {}
    for country, body in re.findall(r"^            '([A-Z]{2})' => \[\n(.*?)^            \],", source, re.MULTILINE | re.DOTALL):
        required = re.search(r"'required_fields' => \[(.*?)\]", body, re.DOTALL)
        found[country] = {ours[name] for name in re.findall(r"'(\w+)'", required[1]) if name in ours} if required else set()
    return found


def test_required_parts_agree_with_an_independent_collection() -> None:
    known = facts()
    assert len(known) > 150
    differ = {
        country: (wanted, refused)
        for country, wanted in known.items()
        # Whether a region is obligatory is where the two disagree (14 countries): ours asks for less.
        if not wanted - {"region"} <= (refused := parts_refused(Address("Ada", (), "", country)))
    }
    # Both go back to the same public data; a few countries were changed in one of them since.
    assert len(differ) <= len(known) // 20, differ


def test_one_countrys_rules_do_not_leak_into_anothers() -> None:
    """The library fills a country's rules into the common ones, which are kept in memory between addresses."""
    german = Address("Ada", ("Invalidenstraße 117",), "Berlin", "DE", "10115")
    VALIDATOR.validated(Address("Ada", ("1 Infinite Loop",), "Cupertino", "US", "95014", "CA"), "billing_address")
    assert VALIDATOR.validated(german, "billing_address") == german

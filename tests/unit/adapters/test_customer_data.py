"""What customers tell, read by libraries: phone numbers, VAT numbers, address forms, and the register of VAT numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import Any, ClassVar

import pytest

from adapters.validation.address_forms import I18nAddressForms
from adapters.validation.addresses import I18nAddresses
from adapters.validation.circuit import Circuit
from adapters.validation.phones import GooglePhoneNumbers
from adapters.validation.vat_numbers import StdnumVatNumbers
from adapters.validation.vat_registers import OfflineVatRegister, ViesVatRegister
from domain.customers.errors import InvalidVatNumber
from domain.shared.address import Address
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.tax_status import VatValidity


@pytest.mark.parametrize(
    ("number", "country", "normal"),
    [("030 901820", "DE", "+4930901820"), ("+44 20 7946 0018", "", "+442079460018"), ("(415) 555-2671", "US", "+14155552671")],
)
def test_phone_numbers_have_one_form(number: str, country: str, normal: str) -> None:
    assert GooglePhoneNumbers().normalized(number, country, "phone") == normal


@pytest.mark.parametrize("number", ["12", "hello", "+5", "+999 123456"])
def test_what_is_no_phone_number_is_not_repeated(number: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        GooglePhoneNumbers().normalized(number, "DE", "phone")
    assert refusal.value.field == "phone"
    assert number not in str(refusal.value.data)


@pytest.mark.parametrize(
    ("number", "normal", "country"),
    [("atu 13585627", "ATU13585627", "AT"), ("EL 094259216", "EL094259216", "GR"), ("DE136695976", "DE136695976", "DE")],
)
def test_vat_numbers_have_one_form(number: str, normal: str, country: str) -> None:
    assert StdnumVatNumbers().read(number, "number") == (normal, country)


@pytest.mark.parametrize("number", ["", "AT", "ATU13585628", "US123456789", "0", "\u212a123"])
def test_what_is_no_vat_number_is_not_repeated(number: str) -> None:
    with pytest.raises(InvalidVatNumber) as refusal:
        StdnumVatNumbers().read(number, "number")
    assert refusal.value.data == {"field": "number"}


def test_a_form_knows_every_country() -> None:
    forms = I18nAddressForms()
    countries = forms.countries("de")
    assert len(countries) > 240
    assert ("DE", "Deutschland") in countries
    for code, _ in countries:
        form = forms.form(code, "en")
        names = [field.name for field in form.fields]
        assert len(names) == len(set(names)), code
        assert {"name", "lines", "phone"} <= set(names), code
        assert all(field.label for field in form.fields), code
    with pytest.raises(EntityNotFound):
        forms.form("XX", "en")
    with pytest.raises(EntityNotFound):
        forms.form("../de", "en")


@pytest.mark.parametrize("country", ["DE", "US", "JP", "GB", "BR", "CH"])
def test_what_fits_the_form_is_an_address(country: str) -> None:
    """The two are about the same data: a required field that is empty is refused, and the examples pass."""
    form = I18nAddressForms().form(country, "en")
    given: dict[str, Any] = {"name": "Ada", "lines": ("Street 1",), "city": "", "region": "", "postal_code": ""}
    for field in form.fields:
        if field.name == "region" and field.choices:
            given["region"] = field.choices[0][0]
        if field.name == "city":
            given["city"] = "Somewhere"
        if field.name == "postal_code" and field.examples:
            assert re.fullmatch(field.pattern, field.examples[0])
    required = {field.name for field in form.fields if field.required}
    problems = set()
    try:
        I18nAddresses().validated(Address("", (), "", country), "address")
    except Exception as refusal:  # noqa: BLE001 - its problems are what is compared
        problems = {problem.part for problem in refusal.problems}  # type: ignore[attr-defined]
    assert required == problems


#: Nobody waits for the rest of a trickling answer.
GONE = Event()


class _Vies(BaseHTTPRequestHandler):
    """Answers as the register's REST interface does."""

    answer: ClassVar[tuple[int, bytes]] = (200, b"{}")
    asked: ClassVar[list[dict[str, Any]]] = []

    trickles: ClassVar[bool] = False

    def do_POST(self) -> None:
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        status, body = self.answer
        self.send_response(status)
        self.end_headers()
        with suppress(OSError):  # whoever asked has hung up
            self.wfile.write(body)
            for _ in range(100 if self.trickles else 0):
                self.wfile.write(b" ")
                self.wfile.flush()
                GONE.wait(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        return


@pytest.fixture
def vies() -> Iterator[str]:
    _Vies.asked.clear()
    _Vies.trickles = False
    GONE.clear()
    server = HTTPServer(("127.0.0.1", 0), _Vies)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/check"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_register_is_asked_with_the_shop_s_own_number(vies: str) -> None:
    _Vies.answer = (200, b'{"valid": true, "userError": "VALID", "requestIdentifier": "WAPIAAAA1"}')
    answer = ViesVatRegister(vies, requester="DE136695976").check("ATU13585627")
    assert (answer.validity, answer.register, answer.reference) == (VatValidity.VALID, "VIES", "WAPIAAAA1")
    (asked,) = _Vies.asked
    assert asked == {
        "countryCode": "AT",
        "vatNumber": "U13585627",
        "requesterMemberStateCode": "DE",
        "requesterNumber": "136695976",
    }


@pytest.mark.parametrize(
    ("answer", "validity"),
    [
        ((200, b'{"valid": false, "userError": "INVALID"}'), VatValidity.INVALID),
        ((200, b'{"valid": false, "userError": "MS_UNAVAILABLE"}'), VatValidity.UNCONFIRMED),
        ((200, b'{"valid": "yes"}'), VatValidity.UNCONFIRMED),
        ((200, b"[]"), VatValidity.UNCONFIRMED),
        ((200, b"<html>"), VatValidity.UNCONFIRMED),
        ((500, b""), VatValidity.UNCONFIRMED),
    ],
)
def test_only_a_clear_word_confirms(vies: str, answer: tuple[int, bytes], validity: VatValidity) -> None:
    _Vies.answer = answer
    assert ViesVatRegister(vies).check("ATU13585627").validity is validity


def test_a_register_that_is_not_there_confirms_nothing() -> None:
    assert ViesVatRegister("http://127.0.0.1:1/", timeout_seconds=1).check("ATU13585627").validity is VatValidity.UNCONFIRMED
    assert OfflineVatRegister().check("ATU13585627").validity is VatValidity.UNCONFIRMED


def test_an_answer_that_trickles_in_is_not_waited_for(vies: str) -> None:
    _Vies.answer, _Vies.trickles = (200, b'{"valid": true}'), True
    assert ViesVatRegister(vies, timeout_seconds=0.2).check("ATU13585627").validity is VatValidity.UNCONFIRMED
    GONE.set()


def test_a_register_that_is_down_is_left_alone_for_a_while(vies: str) -> None:
    seconds = [0.0]
    register = ViesVatRegister(vies, circuit=Circuit(failures=2, rest_seconds=60, monotonic=lambda: seconds[0]))
    _Vies.answer = (503, b"")
    for _ in range(5):
        assert register.check("ATU13585627").validity is VatValidity.UNCONFIRMED
    assert len(_Vies.asked) == 2
    seconds[0] = 60
    register.check("ATU13585627")
    register.check("ATU13585627")
    assert len(_Vies.asked) == 3
    seconds[0], _Vies.answer = 120, (200, b'{"valid": true}')
    for _ in range(3):
        assert register.check("ATU13585627").validity is VatValidity.VALID
    assert len(_Vies.asked) == 6


def test_a_member_state_that_is_down_does_not_stop_questions_about_others(vies: str) -> None:
    _Vies.answer, register = (200, b'{"valid": false, "userError": "MS_UNAVAILABLE"}'), ViesVatRegister(vies)
    for _ in range(5):
        register.check("ATU13585627")
    assert len(_Vies.asked) == 5

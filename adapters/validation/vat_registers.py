"""Registers of VAT numbers: VIES of the European Commission, and none for shops that ask by hand."""

from __future__ import annotations

import json
import time
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen

import structlog

from adapters.settings import Settings
from adapters.validation.circuit import Circuit
from application.customers.ports import VatAnswer, VatRegister
from domain.shared.tax_status import VatValidity

log = structlog.get_logger("vat")

VIES = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number"
#: What VIES answers is short; more is not read.
_MOST_BYTES = 65_536


def vat_register(settings: Settings) -> VatRegister:
    """The one that the installation asks."""
    return ViesVatRegister(requester=settings.vat_requester) if settings.vat_register == "vies" else OfflineVatRegister()


class OfflineVatRegister:
    """Asks nobody and so confirms nothing: staff do, by hand."""

    def check(self, number: str) -> VatAnswer:
        return VatAnswer(VatValidity.UNCONFIRMED, "")


class ListedVatRegister:
    """Knows what it was told, for tests and demonstrations; about other numbers it is silent."""

    def __init__(self, **known: bool) -> None:
        self.known = dict(known)

    def check(self, number: str) -> VatAnswer:
        if number not in self.known:
            return VatAnswer(VatValidity.UNCONFIRMED, "")
        return VatAnswer(VatValidity.VALID if self.known[number] else VatValidity.INVALID, "list", f"list-{number[-3:]}")


class ViesVatRegister:
    """The online check of the Commission. With `requester`, the shop's own number, VIES answers with a consultation number that proves
    the query. An answer takes `timeout_seconds` at most, however slowly it trickles in; a VIES that is down is left alone for a while."""

    def __init__(self, url: str = VIES, *, requester: str = "", timeout_seconds: float = 5.0, circuit: Circuit | None = None) -> None:
        self._url, self._requester, self._timeout = url, requester, timeout_seconds
        self._circuit = circuit or Circuit()

    def check(self, number: str) -> VatAnswer:
        if not self._circuit.lets_through():
            return VatAnswer(VatValidity.UNCONFIRMED, "VIES")
        try:
            answer = self._ask(number)
        except (OSError, HTTPException, ValueError) as error:
            self._circuit.failed()
            log.warning("vat_register_silent", register="VIES", error=type(error).__name__)
            return VatAnswer(VatValidity.UNCONFIRMED, "VIES")
        self._circuit.succeeded()
        valid = answer.get("valid") if answer.get("userError", "VALID") in ("VALID", "INVALID") else None
        if not isinstance(valid, bool):
            return VatAnswer(VatValidity.UNCONFIRMED, "VIES")
        reference = str(answer.get("requestIdentifier") or "")[:100]
        return VatAnswer(VatValidity.VALID if valid else VatValidity.INVALID, "VIES", reference)

    def _ask(self, number: str) -> dict[str, Any]:
        query = {"countryCode": number[:2], "vatNumber": number[2:]}
        if self._requester:
            query |= {"requesterMemberStateCode": self._requester[:2], "requesterNumber": self._requester[2:]}
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = Request(self._url, json.dumps(query).encode(), headers)  # noqa: S310 - the address is a setting, http or https alone
        deadline = time.monotonic() + self._timeout
        with urlopen(request, timeout=self._timeout) as response:  # noqa: S310 - as above  # nosec B310
            found = json.loads(_read_until(response, deadline))
        if not isinstance(found, dict):
            raise ValueError("not an object")  # noqa: TRY004 - an answer that makes no sense, as one that is no JSON
        return found


def _read_until(response: Any, deadline: float) -> bytes:
    """The body, as soon as it is there. Raises TimeoutError: the socket's own timeout begins anew with every byte."""
    body = b""
    while len(body) < _MOST_BYTES and (piece := response.read1(_MOST_BYTES)):
        body += piece
        if time.monotonic() > deadline:
            raise TimeoutError
    return body

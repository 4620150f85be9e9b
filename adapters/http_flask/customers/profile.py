"""Profile, address book and VAT number of whoever is signed in."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.customers.rendering import entry_json, private, profile_json
from adapters.http_flask.customers.schemas import BookAddressIn, BookAddressOut, ProfileChangeIn, ProfileOut, VatNumberIn
from adapters.http_flask.endpoints import Endpoints, Example, IfMatch
from adapters.http_flask.policies import SignedIn
from adapters.http_flask.reply import Reply, collection
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.customers.address_entries import WrittenAddress
from application.customers.change_profile import ChangeProfile, ProfileChange
from application.customers.put_address import PutAddress, PutEntry
from application.customers.remove_address import RemoveAddress
from application.customers.see_profile import SeeProfile
from application.customers.set_vat_number import SetVatNumber
from application.facade import Application
from application.shared.unset import UNSET
from domain.customers.errors import AddressBookFull, InvalidVatNumber
from domain.shared.address import InvalidAddress
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import CustomerAddressId

ADDRESS = {"address_id": "An address of the book"}
CHANGING = (EntityNotFound, StaleVersion, ConcurrencyConflict)
#: What writing an address may be refused with.
WRITING = (*CHANGING, InvalidAddress, InvalidValue, AddressBookFull)
BOOK = "/api/v1/me/addresses"
BERLIN = {"name": "Ada Lovelace", "lines": ["Invalidenstraße 117"], "city": "Berlin", "country": "DE", "postal_code": "10115"}
HOME = (Example("home", {"address": BERLIN, "label": "Home", "default_shipping": True}),)


def profile_change(body: ProfileChangeIn) -> ProfileChange:
    """Null and left out differ for the birthday alone: the other fields are emptied by the empty text."""
    return ProfileChange(
        first_name=body.first_name,
        last_name=body.last_name,
        locale=body.locale,
        phone=body.phone,
        phone_country=body.phone_country or "",
        birthday=body.birthday if "birthday" in body.model_fields_set else UNSET,
    )


def written(body: BookAddressIn, address_id: UUID | None) -> WrittenAddress:
    return WrittenAddress(
        address=body.address.to_address(),
        id=None if address_id is None else CustomerAddressId(address_id),
        label=body.label,
        default_shipping=body.default_shipping,
        default_billing=body.default_billing,
    )


def _put(call: Call, body: BookAddressIn, address_id: UUID | None) -> PutAddress:
    return PutAddress(
        actor=call.actor,
        written=written(body, address_id),
        expected_version=call.expected_version,
    )


def _entry_reply(done: PutEntry, status: int) -> Reply:
    customer = done.profile.customer
    location = f"{BOOK}/{done.entry.id}" if status == 201 else ""
    return private(entry_json(done.entry, customer.book), customer.version, status=status, location=location)


def my_profile(app: Application) -> Endpoints:
    api = Endpoints("My profile", "/api/v1/me")

    @api.get("/profile", "Show my profile", policy=SignedIn(), returns=ProfileOut, versioned=True, raises=(EntityNotFound,))
    def show_my_profile(call: Call) -> Reply:
        profile = app.customers.see_profile(SeeProfile(call.actor))
        return private(profile_json(profile), profile.customer.version)

    @api.patch(
        "/profile",
        "Change my profile",
        policy=SignedIn(),
        body=ProfileChangeIn,
        returns=ProfileOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        raises=(*CHANGING, InvalidValue),
    )
    def change_my_profile(call: Call, body: ProfileChangeIn) -> Reply:
        """The e-mail address has a way of its own, because it must be confirmed."""
        command = ChangeProfile(actor=call.actor, change=profile_change(body), expected_version=call.expected_version)
        profile = app.customers.change_profile(command)
        return private(profile_json(profile), profile.customer.version)

    @api.put(
        "/vat-number",
        "Tell my VAT number",
        policy=SignedIn(),
        body=VatNumberIn,
        returns=ProfileOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        rate="credentials",
        raises=(*CHANGING, InvalidVatNumber),
    )
    def set_my_vat_number(call: Call, body: VatNumberIn) -> Reply:
        """A register is asked at once; while it is silent the number is `unconfirmed` and asked about again by itself."""
        command = SetVatNumber(actor=call.actor, number=body.number, expected_version=call.expected_version)
        profile = app.customers.set_vat_number(command)
        return private(profile_json(profile), profile.customer.version)

    @api.delete(
        "/vat-number",
        "Take my VAT number away",
        policy=SignedIn(),
        returns=ProfileOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        raises=(*CHANGING, InvalidVatNumber),
    )
    def remove_my_vat_number(call: Call) -> Reply:
        profile = app.customers.set_vat_number(SetVatNumber(actor=call.actor, number=None, expected_version=call.expected_version))
        return private(profile_json(profile), profile.customer.version)

    return api


def my_addresses(app: Application) -> Endpoints:
    api = Endpoints("My addresses", BOOK)

    @api.get("", "List my addresses", policy=SignedIn(), returns=ListOut[BookAddressOut], versioned=True, raises=(EntityNotFound,))
    def list_my_addresses(call: Call) -> Reply:
        customer = app.customers.see_profile(SeeProfile(call.actor)).customer
        data = [entry_json(entry, customer.book) for entry in customer.book.entries]
        return private(collection(data, next_cursor=None, self_link=call.url, next_link=None), customer.version)

    @api.post(
        "",
        "Write an address into my book",
        policy=SignedIn(),
        body=BookAddressIn,
        examples=HOME,
        returns=BookAddressOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        raises=WRITING,
    )
    def add_my_address(call: Call, body: BookAddressIn) -> Reply:
        """Checked by the rules of its country. The first one becomes the default for parcels and bills."""
        return _entry_reply(app.customers.put_address(_put(call, body, None)), 201)

    @api.put(
        "/<uuid:address_id>",
        "Write an address of my book anew",
        policy=SignedIn(),
        body=BookAddressIn,
        examples=HOME,
        returns=BookAddressOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=ADDRESS,
        raises=WRITING,
    )
    def change_my_address(call: Call, body: BookAddressIn, address_id: UUID) -> Reply:
        return _entry_reply(app.customers.put_address(_put(call, body, address_id)), 200)

    @api.delete(
        "/<uuid:address_id>",
        "Strike an address out of my book",
        policy=SignedIn(),
        returns=ProfileOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=ADDRESS,
        raises=CHANGING,
    )
    def remove_my_address(call: Call, address_id: UUID) -> Reply:
        """Orders that went there keep it. A default that goes leaves none."""
        command = RemoveAddress(actor=call.actor, address_id=CustomerAddressId(address_id), expected_version=call.expected_version)
        profile = app.customers.remove_address(command)
        return private(profile_json(profile), profile.customer.version)

    return api

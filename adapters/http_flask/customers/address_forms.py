"""What to ask in a form for an address."""

from __future__ import annotations

from adapters.http_flask.customers.rendering import form_json
from adapters.http_flask.customers.schemas import AddressFormOut, CountryOut, FormQuery
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply, collection, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.customers.address_forms import ListAddressCountries, SeeAddressForm
from application.facade import Application
from domain.shared.errors import EntityNotFound

#: It changes with a release of the address data.
A_DAY = {"Cache-Control": "public, max-age=86400"}


def address_forms(app: Application) -> Endpoints:
    api = Endpoints("Address forms", "/api/v1/address-forms")

    @api.get("", "List countries", policy=Public(), query=FormQuery, returns=ListOut[CountryOut])
    def list_address_countries(call: Call, query: FormQuery) -> Reply:
        """Every country that an address can be in, by name."""
        found = app.customers.list_address_countries(ListAddressCountries(query.locale))
        data = [{"code": code, "name": name} for code, name in found]
        return ok(collection(data, next_cursor=None, self_link=call.url, next_link=None), headers=A_DAY)

    @api.get(
        "/<country>",
        "Show what a country asks in an address",
        policy=Public(),
        query=FormQuery,
        returns=AddressFormOut,
        path_params={"country": "ISO 3166-1 alpha-2 code"},
        raises=(EntityNotFound,),
    )
    def show_address_form(call: Call, query: FormQuery, country: str) -> Reply:
        """Fields in the order of its envelopes, what they are called, which are required, regions to choose from, and what a postal code
        looks like. Whatever fits this form is an address to the shop."""
        return ok(form_json(app.customers.see_address_form(SeeAddressForm(country, query.locale))), headers=A_DAY)

    return api

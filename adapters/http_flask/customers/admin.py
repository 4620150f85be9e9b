"""Customers as staff work with them: search, correct, tag, note, tax."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.customers.admin_rendering import PREFIX, record_json, summary_json
from adapters.http_flask.customers.admin_schemas import (
    CustomerChangeIn,
    CustomerOut,
    CustomersQuery,
    CustomerSummaryOut,
    NoteIn,
    TaxExemptionIn,
    VatConfirmationIn,
)
from adapters.http_flask.customers.profile import profile_change
from adapters.http_flask.customers.rendering import private
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.customers.change_customer import ChangeCustomer
from application.customers.customer_notes import RemoveNote, WriteNote
from application.customers.list_customers import ListCustomers
from application.customers.ports import CustomerFilter
from application.customers.records import CustomerRecord
from application.customers.settle_taxes import ConfirmVatNumber, ExemptFromTax
from application.customers.show_customer import ShowCustomer
from application.facade import Application
from application.shared.pagination import InvalidCursor
from domain.customers.errors import InvalidVatNumber, NoVatNumber
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import AccountId
from domain.shared.tax_status import TaxExemption

READS, WRITES = Staff("customers.read"), Staff("customers.write")
CUSTOMER = {"customer_id": "The id of the customer, which is that of the account"}
CHANGING = (EntityNotFound, StaleVersion, ConcurrencyConflict)


def record_reply(record: CustomerRecord, status: int = 200) -> Reply:
    location = f"{PREFIX}/{record.profile.account.id}" if status == 201 else ""
    return private(record_json(record), record.profile.customer.version, status=status, location=location)


def customer_admin(app: Application) -> Endpoints:
    api = Endpoints("Customers", PREFIX, Audience.ADMIN)

    @api.get("", "List customers", policy=READS, query=CustomersQuery, returns=ListOut[CustomerSummaryOut], raises=(InvalidCursor,))
    def list_customers(call: Call, query: CustomersQuery) -> Reply:
        """The newest first. Whoever has an account is a customer."""
        wanted = CustomerFilter(query.search, query.group, query.tag, query.state)
        page = app.customers.list_customers(ListCustomers(call.actor, wanted, query.cursor, query.limit))
        following = None if page.next_cursor is None else call.with_query(cursor=page.next_cursor)
        data = [summary_json(row) for row in page.items]
        return private(collection(data, next_cursor=page.next_cursor, self_link=call.url, next_link=following))

    @api.get(
        "/<uuid:customer_id>",
        "Show a customer",
        policy=READS,
        returns=CustomerOut,
        versioned=True,
        path_params=CUSTOMER,
        raises=(EntityNotFound,),
    )
    def show_customer(call: Call, customer_id: UUID) -> Reply:
        return record_reply(app.customers.show(ShowCustomer(call.actor, AccountId(customer_id))))

    @api.patch(
        "/<uuid:customer_id>",
        "Change a customer",
        policy=WRITES,
        body=CustomerChangeIn,
        returns=CustomerOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        path_params=CUSTOMER,
        raises=(*CHANGING, InvalidValue),
    )
    def change_customer(call: Call, body: CustomerChangeIn, customer_id: UUID) -> Reply:
        command = ChangeCustomer(
            actor=call.actor,
            account_id=AccountId(customer_id),
            change=profile_change(body),
            tags=None if body.tags is None else tuple(body.tags),
            expected_version=call.expected_version,
        )
        return record_reply(app.customers.change(command))

    @api.post(
        "/<uuid:customer_id>/notes",
        "Write a note about a customer",
        policy=WRITES,
        body=NoteIn,
        returns=CustomerOut,
        versioned=True,
        path_params=CUSTOMER,
        raises=(*CHANGING, InvalidValue),
    )
    def write_customer_note(call: Call, body: NoteIn, customer_id: UUID) -> Reply:
        """Customers do not see notes in the shop, but get them with an export of their data."""
        return record_reply(app.customers.write_note(WriteNote(call.actor, AccountId(customer_id), body.text)), 201)

    @api.delete(
        "/<uuid:customer_id>/notes/<uuid:note_id>",
        "Strike out a note",
        policy=WRITES,
        returns=CustomerOut,
        versioned=True,
        path_params={**CUSTOMER, "note_id": "One of the customer's notes"},
        raises=CHANGING,
    )
    def remove_customer_note(call: Call, customer_id: UUID, note_id: UUID) -> Reply:
        return record_reply(app.customers.remove_note(RemoveNote(call.actor, AccountId(customer_id), note_id)))

    return api


def customer_tax_admin(app: Application) -> Endpoints:
    api = Endpoints("Customers", f"{PREFIX}/<uuid:customer_id>", Audience.ADMIN)

    @api.put(
        "/tax-exemption",
        "Free a customer of tax",
        policy=WRITES,
        body=TaxExemptionIn,
        returns=CustomerOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=CUSTOMER,
        raises=(*CHANGING, InvalidValue),
    )
    def exempt_customer(call: Call, body: TaxExemptionIn, customer_id: UUID) -> Reply:
        """The reason and the certificate are kept with every order that follows from it."""
        exemption = TaxExemption(body.reason, body.certificate, tuple(body.countries), body.valid_until)
        key, version = AccountId(customer_id), call.expected_version
        return record_reply(app.customers.exempt_from_tax(ExemptFromTax(call.actor, key, exemption, version)))

    @api.delete(
        "/tax-exemption",
        "Charge a customer tax again",
        policy=WRITES,
        returns=CustomerOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=CUSTOMER,
        raises=(*CHANGING, InvalidValue),
    )
    def end_exemption(call: Call, customer_id: UUID) -> Reply:
        return record_reply(app.customers.exempt_from_tax(ExemptFromTax(call.actor, AccountId(customer_id), None, call.expected_version)))

    @api.put(
        "/vat-confirmation",
        "Confirm a VAT number by hand",
        policy=WRITES,
        body=VatConfirmationIn,
        returns=CustomerOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=CUSTOMER,
        raises=(*CHANGING, NoVatNumber, InvalidVatNumber),
    )
    def confirm_vat_number(call: Call, body: VatConfirmationIn, customer_id: UUID) -> Reply:
        """For shops that ask no register, and for what a register has wrong. Who confirmed it, when and by what is recorded."""
        command = ConfirmVatNumber(
            actor=call.actor,
            account_id=AccountId(customer_id),
            valid=body.valid,
            number=body.number,
            reference=body.reference,
            expected_version=call.expected_version,
        )
        return record_reply(app.customers.confirm_vat_number(command))

    return api

"""The table of contents of customers."""

from __future__ import annotations

from dataclasses import dataclass

from application.customers.address_forms import (
    ListAddressCountries,
    ListAddressCountriesHandler,
    SeeAddressForm,
    SeeAddressFormHandler,
)
from application.customers.change_customer import ChangeCustomer, ChangeCustomerHandler
from application.customers.change_profile import ChangeProfile, ChangeProfileHandler
from application.customers.claim_orders import ClaimOrders, ClaimOrdersHandler, CountClaimableOrders, CountClaimableOrdersHandler
from application.customers.customer_addresses import (
    PutCustomerAddress,
    PutCustomerAddressHandler,
    RemoveCustomerAddress,
    RemoveCustomerAddressHandler,
)
from application.customers.customer_groups import (
    ChangeCustomerGroup,
    ChangeCustomerGroupHandler,
    CreateCustomerGroup,
    CreateCustomerGroupHandler,
    DeleteCustomerGroup,
    DeleteCustomerGroupHandler,
    ListCustomerGroups,
    ListCustomerGroupsHandler,
    PutGroupMember,
    PutGroupMemberHandler,
)
from application.customers.customer_notes import RemoveNote, RemoveNoteHandler, WriteNote, WriteNoteHandler
from application.customers.list_customer_orders import ListCustomerOrders, ListCustomerOrdersHandler
from application.customers.list_customers import ListCustomers, ListCustomersHandler
from application.customers.ports import AddressForm, ClaimedOrder, CustomerSummary
from application.customers.profiles import Profile
from application.customers.put_address import PutAddress, PutAddressHandler, PutEntry
from application.customers.recheck_vat_numbers import RecheckVatNumbers, RecheckVatNumbersHandler
from application.customers.records import CustomerRecord
from application.customers.remove_address import RemoveAddress, RemoveAddressHandler
from application.customers.see_profile import SeeProfile, SeeProfileHandler
from application.customers.set_vat_number import SetVatNumber, SetVatNumberHandler
from application.customers.settle_taxes import ConfirmVatNumber, ConfirmVatNumberHandler, ExemptFromTax, ExemptFromTaxHandler
from application.customers.show_customer import ShowCustomer, ShowCustomerHandler
from application.orders.ports import OrderSummary
from application.shared.pagination import Page
from application.shared.pipeline import UseCase, handled_by
from domain.customers.group import CustomerGroup


@dataclass(frozen=True)
class CustomerUseCases:
    see_profile: UseCase[SeeProfile, Profile] = handled_by(SeeProfileHandler)
    change_profile: UseCase[ChangeProfile, Profile] = handled_by(ChangeProfileHandler)
    put_address: UseCase[PutAddress, PutEntry] = handled_by(PutAddressHandler)
    remove_address: UseCase[RemoveAddress, Profile] = handled_by(RemoveAddressHandler)
    set_vat_number: UseCase[SetVatNumber, Profile] = handled_by(SetVatNumberHandler)
    claim_orders: UseCase[ClaimOrders, list[ClaimedOrder]] = handled_by(ClaimOrdersHandler)
    count_claimable_orders: UseCase[CountClaimableOrders, int] = handled_by(CountClaimableOrdersHandler)
    see_address_form: UseCase[SeeAddressForm, AddressForm] = handled_by(SeeAddressFormHandler)
    list_address_countries: UseCase[ListAddressCountries, tuple[tuple[str, str], ...]] = handled_by(ListAddressCountriesHandler)
    show: UseCase[ShowCustomer, CustomerRecord] = handled_by(ShowCustomerHandler)
    change: UseCase[ChangeCustomer, CustomerRecord] = handled_by(ChangeCustomerHandler)
    put_customer_address: UseCase[PutCustomerAddress, CustomerRecord] = handled_by(PutCustomerAddressHandler)
    remove_customer_address: UseCase[RemoveCustomerAddress, CustomerRecord] = handled_by(RemoveCustomerAddressHandler)
    list_orders: UseCase[ListCustomerOrders, Page[OrderSummary]] = handled_by(ListCustomerOrdersHandler)
    write_note: UseCase[WriteNote, CustomerRecord] = handled_by(WriteNoteHandler)
    remove_note: UseCase[RemoveNote, CustomerRecord] = handled_by(RemoveNoteHandler)
    exempt_from_tax: UseCase[ExemptFromTax, CustomerRecord] = handled_by(ExemptFromTaxHandler)
    confirm_vat_number: UseCase[ConfirmVatNumber, CustomerRecord] = handled_by(ConfirmVatNumberHandler)
    list_customers: UseCase[ListCustomers, Page[CustomerSummary]] = handled_by(ListCustomersHandler)
    recheck_vat_numbers: UseCase[RecheckVatNumbers, int] = handled_by(RecheckVatNumbersHandler)
    list_groups: UseCase[ListCustomerGroups, list[CustomerGroup]] = handled_by(ListCustomerGroupsHandler)
    create_group: UseCase[CreateCustomerGroup, CustomerGroup] = handled_by(CreateCustomerGroupHandler)
    change_group: UseCase[ChangeCustomerGroup, CustomerGroup] = handled_by(ChangeCustomerGroupHandler)
    delete_group: UseCase[DeleteCustomerGroup, None] = handled_by(DeleteCustomerGroupHandler)
    put_group_member: UseCase[PutGroupMember, CustomerRecord] = handled_by(PutGroupMemberHandler)

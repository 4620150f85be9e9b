"""Which repositories a memory unit of work offers, by context; the twin of `adapters.persistence.repositories`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from adapters.imported_stock import BookedStock
from adapters.memory.access.repositories import (
    MemoryApiKeys,
    MemoryImpersonations,
    MemoryInvitations,
    MemoryPersons,
    MemoryRoles,
    MemoryShopChannels,
    MemoryStaffMembers,
)
from adapters.memory.audit.log import MemoryAuditChain
from adapters.memory.cart.carts import MemoryCarts
from adapters.memory.cart.merges import MemoryCartMerges
from adapters.memory.cart.offers import MemoryVariantOffers
from adapters.memory.catalog.attributes import MemoryAttributes, MemoryProductTypes
from adapters.memory.catalog.browsing.documents import MemoryProductDocuments
from adapters.memory.catalog.categories import MemoryCategories
from adapters.memory.catalog.channels import MemoryChannels
from adapters.memory.catalog.collections import MemoryCollections
from adapters.memory.catalog.imports.imports import MemoryCatalogImports, MemoryImportFileStore
from adapters.memory.catalog.imports.products import MemoryImportedProducts, memory_imported_stock
from adapters.memory.catalog.products import MemoryProducts
from adapters.memory.checkout.checkouts import MemoryCheckouts
from adapters.memory.checkout.sale_rules import MemorySaleRulebook
from adapters.memory.customers.buyers import MemoryBuyers
from adapters.memory.customers.customers import MemoryCustomerGroups, MemoryCustomerNotes, MemoryCustomers
from adapters.memory.customers.guest_orders import MemoryGuestOrders
from adapters.memory.identity.accounts import (
    MemoryAccounts,
    MemoryEmailChanges,
    MemoryKnownDevices,
    MemoryLinkRequests,
    MemoryMailedSecrets,
    MemoryRegistrations,
)
from adapters.memory.identity.external import MemoryExternalIdentities, MemoryPendingSignIns
from adapters.memory.identity.passkeys import MemoryCeremonies, MemoryPasskeys
from adapters.memory.identity.second_factor import MemorySecondFactors, MemorySignInChallenges
from adapters.memory.inventory.locations import MemoryStockLocations
from adapters.memory.inventory.stock_rows import MemoryStockRows
from adapters.memory.inventory.variant_keys import MemoryVariantKeys
from adapters.memory.notifications.messages import MemoryMessages
from adapters.memory.orders.orders import MemoryOrders
from adapters.memory.payments.payments import MemoryPayments
from adapters.memory.pricing.prices import MemoryPricedGoods, MemoryPrices
from adapters.memory.privacy.personal_data import MemoryPersonalData
from adapters.memory.privacy.repositories import MemoryConsents, MemoryDataExports, MemoryErasures
from adapters.memory.privacy.retention import MemoryRetention
from adapters.memory.sessions.revocations import MemoryRevocations
from adapters.memory.sessions.sessions import MemorySessions
from adapters.memory.sessions.signing_keys import MemorySigningKeys
from adapters.memory.shipping.repositories import MemoryShippingZones
from adapters.memory.tax.repositories import MemoryTaxCategories, MemoryTaxZones
from application.inventory.stock_keeping import StockKeeping

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryRepositories:
    """One cached property a repository: `carts`, `products`, … named as in the contexts' unit-of-work protocols."""

    @property
    def _self(self) -> MemoryUnitOfWork:
        return cast("MemoryUnitOfWork", self)

    @cached_property
    def channels(self) -> MemoryChannels:
        return MemoryChannels(self._self)

    @cached_property
    def stock_locations(self) -> MemoryStockLocations:
        return MemoryStockLocations(self._self)

    @cached_property
    def stock_rows(self) -> MemoryStockRows:
        return MemoryStockRows(self._self)

    @cached_property
    def variant_keys(self) -> MemoryVariantKeys:
        return MemoryVariantKeys(self._self.database)

    @cached_property
    def stock(self) -> StockKeeping:
        return StockKeeping(self.stock_rows, self.variant_keys, self._self.ids, self._self.record)

    @cached_property
    def carts(self) -> MemoryCarts:
        return MemoryCarts(self._self)

    @cached_property
    def cart_merges(self) -> MemoryCartMerges:
        return MemoryCartMerges(self._self)

    @cached_property
    def offers(self) -> MemoryVariantOffers:
        return MemoryVariantOffers(self._self.database)

    @cached_property
    def customers(self) -> MemoryCustomers:
        return MemoryCustomers(self._self)

    @cached_property
    def customer_groups(self) -> MemoryCustomerGroups:
        return MemoryCustomerGroups(self._self)

    @cached_property
    def customer_notes(self) -> MemoryCustomerNotes:
        return MemoryCustomerNotes(self._self)

    @cached_property
    def guest_orders(self) -> MemoryGuestOrders:
        return MemoryGuestOrders(self._self)

    @cached_property
    def buyers(self) -> MemoryBuyers:
        return MemoryBuyers(self._self)

    @cached_property
    def product_documents(self) -> MemoryProductDocuments:
        return MemoryProductDocuments()

    @cached_property
    def messages(self) -> MemoryMessages:
        return MemoryMessages(self._self)

    @cached_property
    def tax_categories(self) -> MemoryTaxCategories:
        return MemoryTaxCategories(self._self)

    @cached_property
    def tax_zones(self) -> MemoryTaxZones:
        return MemoryTaxZones(self._self)

    @cached_property
    def shipping_zones(self) -> MemoryShippingZones:
        return MemoryShippingZones(self._self)

    @cached_property
    def categories(self) -> MemoryCategories:
        return MemoryCategories(self._self)

    @cached_property
    def attributes(self) -> MemoryAttributes:
        return MemoryAttributes(self._self)

    @cached_property
    def product_types(self) -> MemoryProductTypes:
        return MemoryProductTypes(self._self)

    @cached_property
    def products(self) -> MemoryProducts:
        return MemoryProducts(self._self)

    @cached_property
    def collections(self) -> MemoryCollections:
        return MemoryCollections(self._self)

    @cached_property
    def prices(self) -> MemoryPrices:
        return MemoryPrices(self._self)

    @cached_property
    def priced_goods(self) -> MemoryPricedGoods:
        return MemoryPricedGoods(self._self)

    @cached_property
    def checkouts(self) -> MemoryCheckouts:
        return MemoryCheckouts(self._self)

    @cached_property
    def payments(self) -> MemoryPayments:
        return MemoryPayments(self._self)

    @cached_property
    def orders(self) -> MemoryOrders:
        return MemoryOrders(self._self)

    @cached_property
    def catalog_imports(self) -> MemoryCatalogImports:
        return MemoryCatalogImports(self._self)

    @cached_property
    def import_files(self) -> MemoryImportFileStore:
        return MemoryImportFileStore(self._self)

    @cached_property
    def imported_products(self) -> MemoryImportedProducts:
        return MemoryImportedProducts(self._self)

    @cached_property
    def imported_stock(self) -> BookedStock:
        return memory_imported_stock(self._self)

    @cached_property
    def sale_rules(self) -> MemorySaleRulebook:
        return MemorySaleRulebook(self._self)

    @cached_property
    def accounts(self) -> MemoryAccounts:
        return MemoryAccounts(self._self)

    @cached_property
    def mailed_secrets(self) -> MemoryMailedSecrets:
        return MemoryMailedSecrets(self._self)

    @cached_property
    def registrations(self) -> MemoryRegistrations:
        return MemoryRegistrations(self._self)

    @cached_property
    def link_requests(self) -> MemoryLinkRequests:
        return MemoryLinkRequests(self._self)

    @cached_property
    def email_changes(self) -> MemoryEmailChanges:
        return MemoryEmailChanges(self._self)

    @cached_property
    def known_devices(self) -> MemoryKnownDevices:
        return MemoryKnownDevices(self._self)

    @cached_property
    def sessions(self) -> MemorySessions:
        return MemorySessions(self._self)

    @cached_property
    def signing_keys(self) -> MemorySigningKeys:
        return MemorySigningKeys(self._self)

    @cached_property
    def revocations(self) -> MemoryRevocations:
        return MemoryRevocations(self._self)

    @cached_property
    def second_factors(self) -> MemorySecondFactors:
        return MemorySecondFactors(self._self)

    @cached_property
    def sign_in_challenges(self) -> MemorySignInChallenges:
        return MemorySignInChallenges(self._self)

    @cached_property
    def external_identities(self) -> MemoryExternalIdentities:
        return MemoryExternalIdentities(self._self)

    @cached_property
    def pending_sign_ins(self) -> MemoryPendingSignIns:
        return MemoryPendingSignIns(self._self)

    @cached_property
    def passkeys(self) -> MemoryPasskeys:
        return MemoryPasskeys(self._self)

    @cached_property
    def passkey_ceremonies(self) -> MemoryCeremonies:
        return MemoryCeremonies(self._self)

    @cached_property
    def roles(self) -> MemoryRoles:
        return MemoryRoles(self._self)

    @cached_property
    def staff(self) -> MemoryStaffMembers:
        return MemoryStaffMembers(self._self)

    @cached_property
    def invitations(self) -> MemoryInvitations:
        return MemoryInvitations(self._self)

    @cached_property
    def api_keys(self) -> MemoryApiKeys:
        return MemoryApiKeys(self._self)

    @cached_property
    def impersonations(self) -> MemoryImpersonations:
        return MemoryImpersonations(self._self)

    @cached_property
    def shop_channels(self) -> MemoryShopChannels:
        return MemoryShopChannels(self._self)

    @cached_property
    def persons(self) -> MemoryPersons:
        return MemoryPersons(self._self)

    @cached_property
    def audit_chain(self) -> MemoryAuditChain:
        return MemoryAuditChain(self._self)

    @cached_property
    def personal_data(self) -> MemoryPersonalData:
        return MemoryPersonalData(self._self)

    @cached_property
    def retention(self) -> MemoryRetention:
        return MemoryRetention(self._self)

    @cached_property
    def consents(self) -> MemoryConsents:
        return MemoryConsents(self._self)

    @cached_property
    def data_exports(self) -> MemoryDataExports:
        return MemoryDataExports(self._self)

    @cached_property
    def erasures(self) -> MemoryErasures:
        return MemoryErasures(self._self)

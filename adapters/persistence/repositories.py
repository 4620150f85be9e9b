"""Which repositories a SQL unit of work offers, by context; each is made when first used."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, cast

from adapters.imported_stock import BookedStock
from adapters.persistence.access.repositories import (
    SqlApiKeys,
    SqlImpersonations,
    SqlInvitations,
    SqlPersons,
    SqlRoles,
    SqlShopChannels,
    SqlStaffMembers,
)
from adapters.persistence.audit.chain import SqlAuditChain
from adapters.persistence.cart.carts import SqlCarts
from adapters.persistence.cart.merges import SqlCartMerges
from adapters.persistence.cart.offers import SqlVariantOffers
from adapters.persistence.catalog.attributes import SqlAttributes, SqlProductTypes
from adapters.persistence.catalog.browsing.documents import SqlProductDocuments
from adapters.persistence.catalog.categories import SqlCategories
from adapters.persistence.catalog.channels import SqlChannels
from adapters.persistence.catalog.collections import SqlCollections
from adapters.persistence.catalog.imports.files import SqlImportFileStore
from adapters.persistence.catalog.imports.imports import SqlCatalogImports
from adapters.persistence.catalog.imports.products import SqlImportedProducts
from adapters.persistence.catalog.imports.stock import sql_imported_stock
from adapters.persistence.catalog.products import SqlProducts
from adapters.persistence.checkout.checkouts import SqlCheckouts
from adapters.persistence.checkout.sale_rules import SqlSaleRulebook
from adapters.persistence.customers.buyers import SqlBuyers
from adapters.persistence.customers.customers import SqlCustomerGroups, SqlCustomerNotes, SqlCustomers
from adapters.persistence.customers.guest_orders import SqlGuestOrders
from adapters.persistence.identity.accounts import (
    SqlAccounts,
    SqlEmailChanges,
    SqlKnownDevices,
    SqlLinkRequests,
    SqlMailedSecrets,
    SqlRegistrations,
)
from adapters.persistence.identity.external.repositories import SqlExternalIdentities, SqlPendingSignIns
from adapters.persistence.identity.passkeys.repositories import SqlCeremonies, SqlPasskeys
from adapters.persistence.identity.second_factor.repositories import SqlSecondFactors, SqlSignInChallenges
from adapters.persistence.inventory.locations import SqlStockLocations
from adapters.persistence.inventory.stock_rows import SqlStockRows
from adapters.persistence.inventory.variant_keys import SqlVariantKeys
from adapters.persistence.notifications.messages import SqlMessages
from adapters.persistence.orders.orders import SqlOrders
from adapters.persistence.payments.payments import SqlPayments
from adapters.persistence.pricing.prices import SqlPricedGoods, SqlPrices
from adapters.persistence.privacy.personal_data import SqlPersonalData
from adapters.persistence.privacy.repositories import SqlConsents, SqlDataExports, SqlErasures
from adapters.persistence.privacy.retention import SqlRetention
from adapters.persistence.sessions.revocations import SqlRevocations
from adapters.persistence.sessions.sessions import SqlSessions
from adapters.persistence.sessions.signing_keys import SqlSigningKeys
from adapters.persistence.shipping.repositories import SqlShippingZones
from adapters.persistence.tax.repositories import SqlTaxCategories, SqlTaxZones
from application.inventory.stock_keeping import StockKeeping

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlRepositories:
    """One cached property a repository: `carts`, `products`, … named as in the contexts' unit-of-work protocols."""

    @property
    def _self(self) -> SqlUnitOfWork:
        return cast("SqlUnitOfWork", self)

    @cached_property
    def channels(self) -> SqlChannels:
        return SqlChannels(self._self)

    @cached_property
    def stock_locations(self) -> SqlStockLocations:
        return SqlStockLocations(self._self)

    @cached_property
    def stock_rows(self) -> SqlStockRows:
        return SqlStockRows(self._self)

    @cached_property
    def variant_keys(self) -> SqlVariantKeys:
        return SqlVariantKeys(self._self)

    @cached_property
    def stock(self) -> StockKeeping:
        return StockKeeping(self.stock_rows, self.variant_keys, self._self.ids, self._self.record)

    @cached_property
    def carts(self) -> SqlCarts:
        return SqlCarts(self._self)

    @cached_property
    def cart_merges(self) -> SqlCartMerges:
        return SqlCartMerges(self._self)

    @cached_property
    def offers(self) -> SqlVariantOffers:
        return SqlVariantOffers(lambda: nullcontext(self._self.connection))

    @cached_property
    def customers(self) -> SqlCustomers:
        return SqlCustomers(self._self)

    @cached_property
    def customer_groups(self) -> SqlCustomerGroups:
        return SqlCustomerGroups(self._self)

    @cached_property
    def customer_notes(self) -> SqlCustomerNotes:
        return SqlCustomerNotes(self._self)

    @cached_property
    def guest_orders(self) -> SqlGuestOrders:
        return SqlGuestOrders(self._self)

    @cached_property
    def buyers(self) -> SqlBuyers:
        return SqlBuyers(self._self)

    @cached_property
    def product_documents(self) -> SqlProductDocuments:
        return SqlProductDocuments(self._self)

    @cached_property
    def messages(self) -> SqlMessages:
        return SqlMessages(self._self)

    @cached_property
    def tax_categories(self) -> SqlTaxCategories:
        return SqlTaxCategories(self._self)

    @cached_property
    def tax_zones(self) -> SqlTaxZones:
        return SqlTaxZones(self._self)

    @cached_property
    def shipping_zones(self) -> SqlShippingZones:
        return SqlShippingZones(self._self)

    @cached_property
    def categories(self) -> SqlCategories:
        return SqlCategories(self._self)

    @cached_property
    def attributes(self) -> SqlAttributes:
        return SqlAttributes(self._self)

    @cached_property
    def product_types(self) -> SqlProductTypes:
        return SqlProductTypes(self._self)

    @cached_property
    def products(self) -> SqlProducts:
        return SqlProducts(self._self)

    @cached_property
    def collections(self) -> SqlCollections:
        return SqlCollections(self._self)

    @cached_property
    def prices(self) -> SqlPrices:
        return SqlPrices(self._self)

    @cached_property
    def priced_goods(self) -> SqlPricedGoods:
        return SqlPricedGoods(self._self)

    @cached_property
    def checkouts(self) -> SqlCheckouts:
        return SqlCheckouts(self._self)

    @cached_property
    def payments(self) -> SqlPayments:
        return SqlPayments(self._self)

    @cached_property
    def orders(self) -> SqlOrders:
        return SqlOrders(self._self)

    @cached_property
    def catalog_imports(self) -> SqlCatalogImports:
        return SqlCatalogImports(self._self)

    @cached_property
    def import_files(self) -> SqlImportFileStore:
        return SqlImportFileStore(self._self)

    @cached_property
    def imported_products(self) -> SqlImportedProducts:
        return SqlImportedProducts(self._self)

    @cached_property
    def imported_stock(self) -> BookedStock:
        return sql_imported_stock(self._self)

    @cached_property
    def sale_rules(self) -> SqlSaleRulebook:
        return SqlSaleRulebook(self._self)

    @cached_property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self._self)

    @cached_property
    def mailed_secrets(self) -> SqlMailedSecrets:
        return SqlMailedSecrets(self._self)

    @cached_property
    def registrations(self) -> SqlRegistrations:
        return SqlRegistrations(self._self)

    @cached_property
    def link_requests(self) -> SqlLinkRequests:
        return SqlLinkRequests(self._self)

    @cached_property
    def email_changes(self) -> SqlEmailChanges:
        return SqlEmailChanges(self._self)

    @cached_property
    def known_devices(self) -> SqlKnownDevices:
        return SqlKnownDevices(self._self)

    @cached_property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self._self)

    @cached_property
    def signing_keys(self) -> SqlSigningKeys:
        return SqlSigningKeys(self._self)

    @cached_property
    def revocations(self) -> SqlRevocations:
        return SqlRevocations(self._self)

    @cached_property
    def second_factors(self) -> SqlSecondFactors:
        return SqlSecondFactors(self._self)

    @cached_property
    def sign_in_challenges(self) -> SqlSignInChallenges:
        return SqlSignInChallenges(self._self)

    @cached_property
    def external_identities(self) -> SqlExternalIdentities:
        return SqlExternalIdentities(self._self)

    @cached_property
    def pending_sign_ins(self) -> SqlPendingSignIns:
        return SqlPendingSignIns(self._self)

    @cached_property
    def passkeys(self) -> SqlPasskeys:
        return SqlPasskeys(self._self)

    @cached_property
    def passkey_ceremonies(self) -> SqlCeremonies:
        return SqlCeremonies(self._self)

    @cached_property
    def roles(self) -> SqlRoles:
        return SqlRoles(self._self)

    @cached_property
    def staff(self) -> SqlStaffMembers:
        return SqlStaffMembers(self._self)

    @cached_property
    def invitations(self) -> SqlInvitations:
        return SqlInvitations(self._self)

    @cached_property
    def api_keys(self) -> SqlApiKeys:
        return SqlApiKeys(self._self)

    @cached_property
    def impersonations(self) -> SqlImpersonations:
        return SqlImpersonations(self._self)

    @cached_property
    def shop_channels(self) -> SqlShopChannels:
        return SqlShopChannels(self._self)

    @cached_property
    def persons(self) -> SqlPersons:
        return SqlPersons(self._self)

    @cached_property
    def audit_chain(self) -> SqlAuditChain:
        return SqlAuditChain(self._self)

    @cached_property
    def personal_data(self) -> SqlPersonalData:
        return SqlPersonalData(self._self)

    @cached_property
    def retention(self) -> SqlRetention:
        return SqlRetention(self._self)

    @cached_property
    def consents(self) -> SqlConsents:
        return SqlConsents(self._self)

    @cached_property
    def data_exports(self) -> SqlDataExports:
        return SqlDataExports(self._self)

    @cached_property
    def erasures(self) -> SqlErasures:
        return SqlErasures(self._self)

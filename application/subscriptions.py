"""Who listens to what: every subscription of the shop in one table."""

from __future__ import annotations

from application.access.on_acting_ended import CloseImpersonation
from application.catalog.browsing.on_catalogue_changed import (
    RefreshChangedAttribute,
    RefreshChangedCategory,
    RefreshChangedChannel,
    RefreshChangedCollection,
    RefreshChangedProduct,
    RefreshChangedProducts,
    RefreshChangedProductType,
)
from application.catalog.browsing.on_stock_changed import RefreshRestockedProduct
from application.catalog.collections.on_catalogue_changed import ChooseForCategory, ChooseForProduct, ChooseForProducts
from application.catalog.imports.on_catalog_import_requested import OnCatalogImportRequested
from application.identity.accounts.on_link_requested import AnswerLinkRequest
from application.identity.accounts.on_registration_requested import AnswerRegistration
from application.notifications.on_account_changed import TellOfNewDevice, TellOwner
from application.notifications.on_acting_started import TellOfActing
from application.notifications.on_consent import AskToConfirmConsent, SendWayBack
from application.notifications.on_email_change import AskNewAddress, TellFormerAddress, TellNewAddress, WarnPresentAddress
from application.notifications.on_key_made import TellOfNewKey
from application.notifications.on_link_requested import SendLoginLink, SendResetLink
from application.notifications.on_message_queued import SendMessage
from application.notifications.on_order_cancelled import AnnounceCancellation
from application.notifications.on_order_placed import ConfirmOrder
from application.notifications.on_order_refunded import AnnounceRefund
from application.notifications.on_privacy_request import TellOfPrivacyRequest
from application.notifications.on_refresh_token_replayed import TellOfStolenSession
from application.notifications.on_registration import AskToConfirm, TellAlreadyRegistered
from application.notifications.on_shipment_sent import AnnounceShipment
from application.notifications.on_staff_changed import TellStaff
from application.notifications.on_staff_invited import SendInvitation
from application.notifications.on_way_in_changed import TellOfWayIn
from application.privacy.exports import MakeExport
from application.shared.subscriptions import Subscription
from domain.access.events import ApiKeyCreated, ImpersonationStarted, RolesChanged, StaffInvited, StaffLocked, StaffRemoved, StaffUnlocked
from domain.catalog.events import (
    AttributeChanged,
    CatalogImportRequested,
    CategoryChanged,
    ChannelChanged,
    CollectionChanged,
    ProductChanged,
    ProductsChanged,
    ProductTypeChanged,
)
from domain.identity.events import (
    AccountClosed,
    AccountLocked,
    AccountUnlocked,
    EmailChanged,
    EmailChangeRequested,
    LinkRequested,
    LoginLinkRequested,
    PasswordChanged,
    PasswordResetRequested,
    RegistrationMailed,
    RegistrationRepeated,
    RegistrationRequested,
    SignedIn,
)
from domain.identity.external.events import ExternalIdentityLinked, ExternalIdentityUnlinked
from domain.identity.passkeys.events import PasskeyAdded, PasskeyRemoved
from domain.identity.second_factor.events import RecoveryCodesReplaced, RecoveryCodeUsed, SecondFactorDisabled, SecondFactorEnabled
from domain.inventory.events import StockChanged
from domain.notifications.events import MessageQueued
from domain.orders.events import OrderCancelled, OrderPlaced, OrderRefunded, ShipmentSent
from domain.pricing.events import PriceChanged
from domain.privacy.events import ConsentAsked, ConsentGiven, ErasureCancelled, ErasureRequested, ExportReady, ExportRequested
from domain.sessions.events import ActingEnded, RefreshTokenReplayed

SUBSCRIPTIONS: tuple[Subscription, ...] = (
    Subscription(ProductChanged, "catalog.choose_for_product", ChooseForProduct, coalesce=True),
    Subscription(PriceChanged, "catalog.choose_for_product", ChooseForProduct, coalesce=True),
    Subscription(ProductsChanged, "catalog.choose_for_products", ChooseForProducts, coalesce=True),
    Subscription(CategoryChanged, "catalog.choose_for_category", ChooseForCategory, coalesce=True),
    Subscription(CatalogImportRequested, "catalog.run_import", OnCatalogImportRequested, slow=True),
    Subscription(ProductChanged, "catalog.refresh_changed_product", RefreshChangedProduct, coalesce=True),
    Subscription(PriceChanged, "catalog.refresh_changed_product", RefreshChangedProduct, coalesce=True),
    Subscription(ProductsChanged, "catalog.refresh_changed_products", RefreshChangedProducts, coalesce=True),
    Subscription(CategoryChanged, "catalog.refresh_changed_category", RefreshChangedCategory, coalesce=True),
    Subscription(CollectionChanged, "catalog.refresh_changed_collection", RefreshChangedCollection, coalesce=True),
    Subscription(ChannelChanged, "catalog.refresh_changed_channel", RefreshChangedChannel, coalesce=True),
    Subscription(AttributeChanged, "catalog.refresh_changed_attribute", RefreshChangedAttribute, coalesce=True),
    Subscription(ProductTypeChanged, "catalog.refresh_changed_product_type", RefreshChangedProductType, coalesce=True),
    Subscription(StockChanged, "catalog.refresh_restocked_product", RefreshRestockedProduct, coalesce=True),
    Subscription(OrderPlaced, "notifications.confirm_order", ConfirmOrder),
    Subscription(OrderCancelled, "notifications.announce_cancellation", AnnounceCancellation),
    Subscription(OrderRefunded, "notifications.announce_refund", AnnounceRefund),
    Subscription(ShipmentSent, "notifications.announce_shipment", AnnounceShipment),
    Subscription(RegistrationRequested, "identity.answer_registration", AnswerRegistration),
    Subscription(LinkRequested, "identity.answer_link_request", AnswerLinkRequest),
    Subscription(RegistrationMailed, "notifications.ask_to_confirm", AskToConfirm),
    Subscription(RegistrationRepeated, "notifications.tell_already_registered", TellAlreadyRegistered),
    Subscription(PasswordResetRequested, "notifications.send_reset_link", SendResetLink),
    Subscription(LoginLinkRequested, "notifications.send_login_link", SendLoginLink),
    Subscription(EmailChangeRequested, "notifications.ask_new_address", AskNewAddress),
    Subscription(EmailChangeRequested, "notifications.warn_present_address", WarnPresentAddress),
    Subscription(EmailChanged, "notifications.tell_former_address", TellFormerAddress),
    Subscription(EmailChanged, "notifications.tell_new_address", TellNewAddress),
    Subscription(PasswordChanged, "notifications.tell_owner", TellOwner),
    Subscription(AccountLocked, "notifications.tell_owner", TellOwner),
    Subscription(AccountUnlocked, "notifications.tell_owner", TellOwner),
    Subscription(AccountClosed, "notifications.tell_owner", TellOwner),
    Subscription(SignedIn, "notifications.tell_of_new_device", TellOfNewDevice),
    Subscription(SecondFactorEnabled, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(SecondFactorDisabled, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(RecoveryCodesReplaced, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(RecoveryCodeUsed, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(PasskeyAdded, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(PasskeyRemoved, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(ExternalIdentityLinked, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(ExternalIdentityUnlinked, "notifications.tell_of_way_in", TellOfWayIn),
    Subscription(RefreshTokenReplayed, "notifications.tell_of_stolen_session", TellOfStolenSession),
    Subscription(ActingEnded, "access.close_impersonation", CloseImpersonation),
    Subscription(StaffInvited, "notifications.send_invitation", SendInvitation),
    Subscription(RolesChanged, "notifications.tell_staff", TellStaff),
    Subscription(StaffLocked, "notifications.tell_staff", TellStaff),
    Subscription(StaffUnlocked, "notifications.tell_staff", TellStaff),
    Subscription(StaffRemoved, "notifications.tell_staff", TellStaff),
    Subscription(ApiKeyCreated, "notifications.tell_of_new_key", TellOfNewKey),
    Subscription(ImpersonationStarted, "notifications.tell_of_acting", TellOfActing),
    Subscription(ExportReady, "notifications.tell_of_privacy_request", TellOfPrivacyRequest),
    Subscription(ErasureRequested, "notifications.tell_of_privacy_request", TellOfPrivacyRequest),
    Subscription(ErasureCancelled, "notifications.tell_of_privacy_request", TellOfPrivacyRequest),
    Subscription(ConsentAsked, "notifications.ask_to_confirm_consent", AskToConfirmConsent),
    Subscription(ConsentGiven, "notifications.send_way_back", SendWayBack),
    Subscription(ExportRequested, "privacy.make_export", MakeExport, slow=True),
    Subscription(MessageQueued, "notifications.send_message", SendMessage),
)

"""The table of contents of privacy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.privacy.consents import (
    GiveConsent,
    GiveConsentHandler,
    ListConsents,
    ListConsentsHandler,
    WithdrawConsent,
    WithdrawConsentHandler,
)
from application.privacy.erasures import (
    CancelErasure,
    CancelErasureHandler,
    CarriedOut,
    CarryOutErasures,
    CarryOutErasuresHandler,
    ErasePerson,
    ErasePersonHandler,
    RequestErasure,
    RequestErasureHandler,
    ShowErasure,
    ShowErasureHandler,
)
from application.privacy.exports import (
    ExportPerson,
    ExportPersonHandler,
    FetchExport,
    FetchExportHandler,
    ListExports,
    ListExportsHandler,
    RequestExport,
    RequestExportHandler,
)
from application.privacy.guest_consents import (
    AskGuestConsent,
    AskGuestConsentHandler,
    ConfirmGuestConsent,
    ConfirmGuestConsentHandler,
    WithdrawGuestConsent,
    WithdrawGuestConsentHandler,
)
from application.privacy.ports import Erased
from application.privacy.retention import ApplyRetention, ApplyRetentionHandler, PreviewRetention, PreviewRetentionHandler, Retained
from application.shared.pipeline import UseCase, handled_by
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure


@dataclass(frozen=True)
class PrivacyUseCases:
    give_consent: UseCase[GiveConsent, Consent] = handled_by(GiveConsentHandler)
    ask_guest_consent: UseCase[AskGuestConsent, None] = handled_by(AskGuestConsentHandler)
    confirm_guest_consent: UseCase[ConfirmGuestConsent, None] = handled_by(ConfirmGuestConsentHandler)
    withdraw_guest_consent: UseCase[WithdrawGuestConsent, None] = handled_by(WithdrawGuestConsentHandler)
    withdraw_consent: UseCase[WithdrawConsent, None] = handled_by(WithdrawConsentHandler)
    list_consents: UseCase[ListConsents, Sequence[Consent]] = handled_by(ListConsentsHandler)
    request_export: UseCase[RequestExport, DataExport] = handled_by(RequestExportHandler)
    list_exports: UseCase[ListExports, Sequence[DataExport]] = handled_by(ListExportsHandler)
    fetch_export: UseCase[FetchExport, bytes] = handled_by(FetchExportHandler)
    export_person: UseCase[ExportPerson, bytes] = handled_by(ExportPersonHandler)
    request_erasure: UseCase[RequestErasure, Erasure] = handled_by(RequestErasureHandler)
    show_erasure: UseCase[ShowErasure, Erasure] = handled_by(ShowErasureHandler)
    cancel_erasure: UseCase[CancelErasure, None] = handled_by(CancelErasureHandler)
    erase_person: UseCase[ErasePerson, Erased] = handled_by(ErasePersonHandler)
    carry_out_erasures: UseCase[CarryOutErasures, CarriedOut] = handled_by(CarryOutErasuresHandler)
    preview_retention: UseCase[PreviewRetention, Sequence[Retained]] = handled_by(PreviewRetentionHandler)
    apply_retention: UseCase[ApplyRetention, Sequence[Retained]] = handled_by(ApplyRetentionHandler)

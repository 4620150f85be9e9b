"""What the shop does by itself, and how often: every recurring piece of work in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from application.access.close_impersonations import CloseImpersonations
from application.audit.seal_entries import SealEntries
from application.cart.forget_merges import ForgetMerges
from application.catalog.browsing.refresh_documents import RefreshDueDocuments
from application.checkout.resume_stuck import ResumeStuck
from application.customers.recheck_vat_numbers import RecheckVatNumbers
from application.facade import Application
from application.identity.second_factor.forget_sign_ins import ForgetSignIns
from application.inventory.purge_reservations import PurgeReservations
from application.outbox.prune_delivered import PruneDelivered
from application.pricing.announce_prices import AnnouncePrices
from application.privacy.erasures import CarryOutErasures
from application.privacy.retention import ApplyRetention
from application.sessions.forget_revocations import ForgetRevocations
from application.sessions.keep_signing_keys import KeepSigningKeys
from application.shared.actor import SYSTEM


@dataclass(frozen=True)
class Recurring:
    """`run` calls one use case; one worker at a time runs it, about once in `every`. It must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[Application], object]


def _refresh_documents(app: Application) -> None:
    batch = RefreshDueDocuments(actor=SYSTEM)
    while app.browsing.refresh_due_documents(batch) == batch.limit:
        pass


def _seal_entries(app: Application) -> None:
    batch = SealEntries()
    while app.audit.seal(batch) == batch.limit:
        pass


RECURRING: tuple[Recurring, ...] = (
    Recurring("audit.seal_entries", timedelta(seconds=5), _seal_entries),
    Recurring("privacy.carry_out_erasures", timedelta(minutes=5), lambda app: app.privacy.carry_out_erasures(CarryOutErasures())),
    Recurring("privacy.apply_retention", timedelta(hours=1), lambda app: app.privacy.apply_retention(ApplyRetention())),
    Recurring("cart.forget_merges", timedelta(hours=1), lambda app: app.cart.forget_merges(ForgetMerges())),
    Recurring("catalog.refresh_due_documents", timedelta(seconds=5), _refresh_documents),
    Recurring("pricing.announce_prices", timedelta(seconds=5), lambda app: app.pricing.announce_prices(AnnouncePrices())),
    Recurring("inventory.purge_reservations", timedelta(minutes=10), lambda app: app.inventory.purge_reservations(PurgeReservations())),
    Recurring("identity.forget_sign_ins", timedelta(hours=1), lambda app: app.second_factor.forget_sign_ins(ForgetSignIns())),
    Recurring("access.close_impersonations", timedelta(minutes=1), lambda app: app.access.close_impersonations(CloseImpersonations())),
    Recurring("checkout.resume_stuck", timedelta(seconds=30), lambda app: app.checkout.resume_stuck(ResumeStuck())),
    Recurring("sessions.forget_revocations", timedelta(hours=1), lambda app: app.sessions.forget_revocations(ForgetRevocations())),
    Recurring("sessions.keep_signing_keys", timedelta(hours=1), lambda app: app.sessions.keep_signing_keys(KeepSigningKeys())),
    Recurring("customers.recheck_vat_numbers", timedelta(hours=1), lambda app: app.customers.recheck_vat_numbers(RecheckVatNumbers())),
    Recurring("outbox.prune_delivered", timedelta(hours=1), lambda app: app.outbox.prune_delivered(PruneDelivered())),
)

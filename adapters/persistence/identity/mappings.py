"""How accounts, and what is asked and mailed for them, map to their tables."""

from __future__ import annotations

from adapters.persistence.identity import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.identity.accounts.account import Account
from domain.identity.accounts.device import KnownDevice
from domain.identity.accounts.mailed_secret import MailedSecret
from domain.identity.accounts.requests import EmailChange, LinkRequest, Registration


@mapping
def map_identity() -> None:
    map_aggregate(Account, tables.accounts)
    map_aggregate(MailedSecret, tables.mailed_secrets)
    map_aggregate(Registration, tables.registrations)
    map_aggregate(LinkRequest, tables.link_requests)
    map_aggregate(EmailChange, tables.email_changes)
    map_aggregate(KnownDevice, tables.known_devices)

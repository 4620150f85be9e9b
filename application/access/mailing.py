"""The secret that an invitation's mail brings: a row without it, the token is computed when the mail is written."""

from __future__ import annotations

from datetime import datetime

from application.access.ports import AccessUnitOfWork
from application.shared.ids import Ids
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.shared.ids import InvitationId, MailedSecretId


def way_in(uow: AccessUnitOfWork, ids: Ids, invitation_id: InvitationId, now: datetime) -> MailedSecretId:
    """What opens this invitation, once."""
    secret = MailedSecret(MailedSecretId(ids.new()), SecretPurpose.INVITATION, now, subject=invitation_id)
    uow.mailed_secrets.add(secret)
    return secret.id

"""What an owner must learn about the ways into the account: the second factor, passkeys, recovery codes, external logins."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.shared.subscriptions import Envelope
from domain.identity.events import AccountEvent
from domain.identity.external.events import ExternalIdentityLinked, ExternalIdentityUnlinked, ExternalLoginEvent
from domain.identity.passkeys.events import PasskeyAdded, PasskeyRemoved
from domain.identity.second_factor.events import RecoveryCodesReplaced, RecoveryCodeUsed, SecondFactorDisabled, SecondFactorEnabled
from domain.notifications.message import Template

_NOTICES: dict[type[AccountEvent], Template] = {
    SecondFactorEnabled: Template.SECOND_FACTOR_ENABLED,
    SecondFactorDisabled: Template.SECOND_FACTOR_DISABLED,
    PasskeyAdded: Template.PASSKEY_ADDED,
    PasskeyRemoved: Template.PASSKEY_REMOVED,
    RecoveryCodesReplaced: Template.RECOVERY_CODES_REPLACED,
    RecoveryCodeUsed: Template.RECOVERY_CODE_USED,
    ExternalIdentityLinked: Template.EXTERNAL_LOGIN_LINKED,
    ExternalIdentityUnlinked: Template.EXTERNAL_LOGIN_UNLINKED,
}


@dataclass(frozen=True)
class TellOfWayIn:
    """One mail for each kind of event in the table; it names the provider where there is one."""

    letters: AccountLetters

    def __call__(self, envelope: Envelope[AccountEvent]) -> None:
        event = envelope.event
        facts = (("provider", event.provider),) if isinstance(event, ExternalLoginEvent) else ()
        self.letters.write(envelope.event_id, event.account_id, _notice(event), facts=facts, path="/account", happened_at=event.occurred_at)


def _notice(event: AccountEvent) -> Template:
    if isinstance(event, SecondFactorDisabled) and event.by_staff:
        return Template.SECOND_FACTOR_RESET
    return _NOTICES[type(event)]

"""The table of contents of external logins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.identity.external.begin_linking import BeginLinking, BeginLinkingHandler
from application.identity.external.begin_sign_in import BeginExternalSignIn, BeginExternalSignInHandler
from application.identity.external.finish_linking import FinishLinking, FinishLinkingHandler
from application.identity.external.finish_sign_in import FinishExternalSignIn, FinishExternalSignInHandler
from application.identity.external.journeys import BegunSignIn
from application.identity.external.list_identities import ExternalIdentityView, ListExternalIdentities, ListExternalIdentitiesHandler
from application.identity.external.list_providers import ListProviders, ListProvidersHandler
from application.identity.external.ports import Provider
from application.identity.external.show_return_address import ShowReturnAddress, ShowReturnAddressHandler
from application.identity.external.unlink import UnlinkExternalIdentity, UnlinkExternalIdentityHandler
from application.sessions.opening import IssuedTokens
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class ExternalLoginUseCases:
    list_providers: UseCase[ListProviders, Sequence[Provider]] = handled_by(ListProvidersHandler)
    begin_sign_in: UseCase[BeginExternalSignIn, BegunSignIn] = handled_by(BeginExternalSignInHandler)
    finish_sign_in: UseCase[FinishExternalSignIn, IssuedTokens] = handled_by(FinishExternalSignInHandler)
    begin_linking: UseCase[BeginLinking, BegunSignIn] = handled_by(BeginLinkingHandler)
    finish_linking: UseCase[FinishLinking, None] = handled_by(FinishLinkingHandler)
    return_address: UseCase[ShowReturnAddress, str] = handled_by(ShowReturnAddressHandler)
    list_identities: UseCase[ListExternalIdentities, Sequence[ExternalIdentityView]] = handled_by(ListExternalIdentitiesHandler)
    unlink: UseCase[UnlinkExternalIdentity, None] = handled_by(UnlinkExternalIdentityHandler)

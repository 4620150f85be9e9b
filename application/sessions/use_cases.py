"""The table of contents of sessions. Opening one is part of signing in: see `opening`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from application.sessions.end_session import EndSession, EndSessionHandler
from application.sessions.end_sessions import EndSessions, EndSessionsHandler
from application.sessions.end_sessions_of import EndSessionsOf, EndSessionsOfHandler
from application.sessions.forget_revocations import ForgetRevocations, ForgetRevocationsHandler
from application.sessions.keep_signing_keys import KeepSigningKeys, KeepSigningKeysHandler
from application.sessions.list_sessions import ListSessions, ListSessionsHandler, SessionView
from application.sessions.list_signing_keys import ListSigningKeys, ListSigningKeysHandler, SigningKeyView
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession, RefreshSessionHandler
from application.sessions.rotate_signing_key import RotateSigningKey, RotateSigningKeyHandler
from application.sessions.show_public_keys import ShowPublicKeys, ShowPublicKeysHandler
from application.sessions.sign_out import SignOut, SignOutHandler
from application.shared.pipeline import UseCase, handled_by
from domain.sessions.signing_key import SigningKey


@dataclass(frozen=True)
class SessionUseCases:
    refresh: UseCase[RefreshSession, IssuedTokens] = handled_by(RefreshSessionHandler)
    sign_out: UseCase[SignOut, None] = handled_by(SignOutHandler)
    list_sessions: UseCase[ListSessions, tuple[SessionView, ...]] = handled_by(ListSessionsHandler)
    end_session: UseCase[EndSession, None] = handled_by(EndSessionHandler)
    end_sessions: UseCase[EndSessions, None] = handled_by(EndSessionsHandler)
    end_sessions_of: UseCase[EndSessionsOf, int] = handled_by(EndSessionsOfHandler)
    forget_revocations: UseCase[ForgetRevocations, int] = handled_by(ForgetRevocationsHandler)
    keep_signing_keys: UseCase[KeepSigningKeys, bool] = handled_by(KeepSigningKeysHandler)
    rotate_signing_key: UseCase[RotateSigningKey, SigningKey] = handled_by(RotateSigningKeyHandler)
    list_signing_keys: UseCase[ListSigningKeys, tuple[SigningKeyView, ...]] = handled_by(ListSigningKeysHandler)
    show_public_keys: UseCase[ShowPublicKeys, Mapping[str, object]] = handled_by(ShowPublicKeysHandler)

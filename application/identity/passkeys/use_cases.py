"""The table of contents of passkeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.identity.passkeys.begin_adding import BeginPasskey, BeginPasskeyHandler
from application.identity.passkeys.begin_showing import AskForPasskey, AskForPasskeyHandler
from application.identity.passkeys.ceremonies import AskedDevice
from application.identity.passkeys.finish_adding import AddedPasskey, FinishPasskey, FinishPasskeyHandler
from application.identity.passkeys.list_passkeys import ListPasskeys, ListPasskeysHandler
from application.identity.passkeys.remove import RemovePasskey, RemovePasskeyHandler
from application.identity.passkeys.rename import RenamePasskey, RenamePasskeyHandler
from application.identity.passkeys.sign_in import SignInByPasskey, SignInByPasskeyHandler
from application.identity.passkeys.step_up import StepUpByPasskey, StepUpByPasskeyHandler
from application.sessions.opening import IssuedTokens
from application.sessions.ports import AccessToken
from application.shared.pipeline import UseCase, handled_by
from domain.identity.passkeys.passkey import Passkey


@dataclass(frozen=True)
class PasskeyUseCases:
    list_passkeys: UseCase[ListPasskeys, Sequence[Passkey]] = handled_by(ListPasskeysHandler)
    begin_adding: UseCase[BeginPasskey, AskedDevice] = handled_by(BeginPasskeyHandler)
    finish_adding: UseCase[FinishPasskey, AddedPasskey] = handled_by(FinishPasskeyHandler)
    rename: UseCase[RenamePasskey, Passkey] = handled_by(RenamePasskeyHandler)
    remove: UseCase[RemovePasskey, None] = handled_by(RemovePasskeyHandler)
    begin_showing: UseCase[AskForPasskey, AskedDevice] = handled_by(AskForPasskeyHandler)
    sign_in: UseCase[SignInByPasskey, IssuedTokens] = handled_by(SignInByPasskeyHandler)
    step_up: UseCase[StepUpByPasskey, AccessToken] = handled_by(StepUpByPasskeyHandler)

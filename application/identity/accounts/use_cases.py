"""The table of contents of accounts."""

from __future__ import annotations

from dataclasses import dataclass

from application.identity.accounts.change_email import ChangeEmail, ChangeEmailHandler
from application.identity.accounts.change_password import ChangePassword, ChangePasswordHandler
from application.identity.accounts.close_account import CloseAccount, CloseAccountHandler
from application.identity.accounts.confirm_email import ConfirmEmail, ConfirmEmailHandler
from application.identity.accounts.lock_account import LockAccount, LockAccountHandler, UnlockAccount, UnlockAccountHandler
from application.identity.accounts.register import Register, RegisterHandler
from application.identity.accounts.request_link import RequestLink, RequestLinkHandler
from application.identity.accounts.reset_password import ResetPassword, ResetPasswordHandler
from application.identity.accounts.show_account import ShowAccount, ShowAccountHandler
from application.identity.accounts.sign_in import SignIn, SignInHandler
from application.identity.accounts.sign_in_by_link import SignInByLink, SignInByLinkHandler
from application.sessions.opening import IssuedTokens
from application.shared.pipeline import UseCase, handled_by
from domain.identity.accounts.account import Account


@dataclass(frozen=True)
class AccountUseCases:
    register: UseCase[Register, None] = handled_by(RegisterHandler)
    confirm_email: UseCase[ConfirmEmail, None] = handled_by(ConfirmEmailHandler)
    request_link: UseCase[RequestLink, None] = handled_by(RequestLinkHandler)
    sign_in: UseCase[SignIn, IssuedTokens] = handled_by(SignInHandler)
    sign_in_by_link: UseCase[SignInByLink, IssuedTokens] = handled_by(SignInByLinkHandler)
    reset_password: UseCase[ResetPassword, None] = handled_by(ResetPasswordHandler)
    show_account: UseCase[ShowAccount, Account] = handled_by(ShowAccountHandler)
    change_password: UseCase[ChangePassword, None] = handled_by(ChangePasswordHandler)
    change_email: UseCase[ChangeEmail, None] = handled_by(ChangeEmailHandler)
    close_account: UseCase[CloseAccount, None] = handled_by(CloseAccountHandler)
    lock_account: UseCase[LockAccount, Account] = handled_by(LockAccountHandler)
    unlock_account: UseCase[UnlockAccount, Account] = handled_by(UnlockAccountHandler)

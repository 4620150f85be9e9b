"""The table of contents of second factors."""

from __future__ import annotations

from dataclasses import dataclass

from application.identity.second_factor.begin_enrolment import BeginEnrolment, BeginEnrolmentHandler, EnrolmentView
from application.identity.second_factor.confirm_enrolment import ConfirmEnrolment, ConfirmEnrolmentHandler, EnabledView
from application.identity.second_factor.disable_second_factor import DisableSecondFactor, DisableSecondFactorHandler
from application.identity.second_factor.forget_sign_ins import ForgetSignIns, ForgetSignInsHandler
from application.identity.second_factor.pass_challenge import PassChallenge, PassChallengeHandler
from application.identity.second_factor.replace_recovery_codes import ReplaceRecoveryCodes, ReplaceRecoveryCodesHandler
from application.identity.second_factor.show_second_factor import SecondFactorView, ShowSecondFactor, ShowSecondFactorHandler
from application.identity.second_factor.step_up import StepUp, StepUpHandler
from application.sessions.opening import IssuedTokens
from application.sessions.ports import AccessToken
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class SecondFactorUseCases:
    show: UseCase[ShowSecondFactor, SecondFactorView] = handled_by(ShowSecondFactorHandler)
    begin: UseCase[BeginEnrolment, EnrolmentView] = handled_by(BeginEnrolmentHandler)
    confirm: UseCase[ConfirmEnrolment, EnabledView] = handled_by(ConfirmEnrolmentHandler)
    replace_recovery_codes: UseCase[ReplaceRecoveryCodes, tuple[str, ...]] = handled_by(ReplaceRecoveryCodesHandler)
    disable: UseCase[DisableSecondFactor, None] = handled_by(DisableSecondFactorHandler)
    step_up: UseCase[StepUp, AccessToken] = handled_by(StepUpHandler)
    forget_sign_ins: UseCase[ForgetSignIns, int] = handled_by(ForgetSignInsHandler)
    pass_challenge: UseCase[PassChallenge, IssuedTokens] = handled_by(PassChallengeHandler)

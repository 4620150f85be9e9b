"""Taking a lost second factor off somebody's account over HTTP, for staff."""

from __future__ import annotations

from adapters.http_flask.access.roles import GRANTING
from adapters.http_flask.access.schemas import SecondFactorResetIn
from adapters.http_flask.endpoints import Audience, Endpoints, Idempotency
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, no_content
from adapters.http_flask.requests import Call
from application.access.reset_second_factor import ResetSecondFactor
from application.facade import Application
from domain.identity.second_factor.errors import SecondFactorNotEnabled
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.ids import AccountId


def lost_factor_admin(app: Application) -> Endpoints:
    api = Endpoints("Staff", "/api/v1/admin/second-factor-resets", Audience.ADMIN)

    @api.post(
        "",
        "Take a lost second factor off an account",
        body=SecondFactorResetIn,
        status=204,
        policy=Staff("second_factors.reset"),
        idempotency=Idempotency.NONE,
        raises=(EntityNotFound, InvalidValue, SecondFactorNotEnabled, *GRANTING),
    )
    def reset_second_factor(call: Call, body: SecondFactorResetIn) -> Reply:
        """For whoever lost authenticator and recovery codes. All their sessions end and they are told by mail; never one's own.

        Of staff only by somebody who may do all that they may. Credentials must have been shown lately.
        """
        app.access.reset_second_factor(ResetSecondFactor(actor=call.actor, account_id=AccountId(body.account_id)))
        return no_content()

    return api

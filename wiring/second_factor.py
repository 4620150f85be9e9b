"""Second factors: authenticators, recovery codes, pictures, digests."""

from __future__ import annotations

from adapters.security.one_time_codes import PyotpCodes
from adapters.security.passkeys import WebAuthnProofs
from adapters.security.qr_codes import SegnoQrCodes
from adapters.security.recovery_codes import HmacDigests, RandomRecoveryCodes
from adapters.security.tokens.authentication import StaffRules
from application.identity.passkeys.ceremonies import PasskeyCeremonies
from application.identity.passkeys.ports import PasskeyProofs
from application.identity.second_factor.gate import SignInGate
from application.identity.second_factor.ports import OneTimeCodes, QrCodes, RecoveryCodeSets, SecretDigests
from application.identity.second_factor.showing_codes import ShownCodes
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    _both(parts)


def real(parts: RealParts) -> None:
    _both(parts)


def _both(parts: Parts) -> None:
    container, settings = parts.container, parts.settings
    register(container, OneTimeCodes, PyotpCodes(settings.signing_key, settings.authenticator_issuer))
    register(container, RecoveryCodeSets, RandomRecoveryCodes())
    register(container, SecretDigests, HmacDigests(settings.signing_key))
    register(container, StaffRules, StaffRules(settings.staff_second_factor_required))
    proofs = WebAuthnProofs(settings.passkey_domain, settings.authenticator_issuer, settings.passkey_pages)
    register(container, PasskeyProofs, proofs)
    register(container, QrCodes, SegnoQrCodes())
    for part in (ShownCodes, SignInGate, PasskeyCeremonies):
        container.register(part)

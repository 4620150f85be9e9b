"""WebAuthn ceremonies by py_webauthn: this shop's address alone, never without user verification, no attestation asked for."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from application.identity.passkeys.ports import MadeKey, ShownKey
from domain.identity.passkeys.ceremony import CEREMONY_LASTS
from domain.identity.passkeys.errors import PasskeyNotAccepted, PasskeyRefused
from domain.shared.ids import AccountId

_TIMEOUT = int(CEREMONY_LASTS.total_seconds() * 1000)


class WebAuthnProofs:
    """See `application.identity.passkeys.ports.PasskeyProofs`.

    The library is imported where it is needed: it brings its certificates and ASN.1 along, a third of a second at start that
    only shops whose people use passkeys pay. What it says about a refusal quotes what was sent, and goes nowhere.
    """

    def __init__(self, rp_id: str, shop: str, origins: Sequence[str]) -> None:
        self._rp_id, self._shop, self._origins = rp_id, shop, list(origins)

    def options_to_add(self, challenge: str, account_id: AccountId, label: str, known: Sequence[str]) -> Mapping[str, Any]:
        from webauthn import generate_registration_options
        from webauthn.helpers import options_to_json_dict
        from webauthn.helpers.structs import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        options = generate_registration_options(
            rp_id=self._rp_id,
            rp_name=self._shop,
            user_id=account_id.bytes,
            user_name=label,
            challenge=_bytes(challenge),
            timeout=_TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=_bytes(each)) for each in known],
        )
        return options_to_json_dict(options)

    def added(self, challenge: str, credential: str) -> MadeKey:
        from webauthn import verify_registration_response

        try:
            made = verify_registration_response(
                credential=credential,
                expected_challenge=_bytes(challenge),
                expected_rp_id=self._rp_id,
                expected_origin=self._origins,
                require_user_verification=True,
            )
        except Exception as refusal:  # noqa: BLE001 - the library raises its own, cbor2's and ASN.1's errors for bad input
            raise PasskeyNotAccepted from _without_words(refusal)
        synced = made.credential_device_type == "multi_device"
        return MadeKey(_text(made.credential_id), _text(made.credential_public_key), made.sign_count, synced)

    def options_to_show(self, challenge: str) -> Mapping[str, Any]:
        from webauthn import generate_authentication_options
        from webauthn.helpers import options_to_json_dict
        from webauthn.helpers.structs import UserVerificationRequirement

        options = generate_authentication_options(
            rp_id=self._rp_id, challenge=_bytes(challenge), timeout=_TIMEOUT, user_verification=UserVerificationRequirement.REQUIRED
        )
        return options_to_json_dict(options)

    def read(self, credential: str) -> ShownKey:
        try:
            answer = json.loads(credential)
            raw_id = _text(_bytes(answer["rawId"]))
            handle = answer["response"].get("userHandle")
            owner = None if handle is None else AccountId(UUID(bytes=_bytes(handle)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as refusal:
            raise PasskeyRefused from _without_words(refusal)
        return ShownKey(raw_id, owner, answer)

    def verified(self, challenge: str, shown: ShownKey, public_key: str) -> int:
        from webauthn import verify_authentication_response

        try:
            done = verify_authentication_response(
                credential=dict(shown.answer),
                expected_challenge=_bytes(challenge),
                expected_rp_id=self._rp_id,
                expected_origin=self._origins,
                credential_public_key=_bytes(public_key),
                # Ours to compare: two devices with one key are refused by the passkey itself.
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        except Exception as refusal:  # noqa: BLE001 - the library raises its own, cbor2's and cryptography's errors for bad input
            raise PasskeyRefused from _without_words(refusal)
        return done.new_sign_count


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _without_words(refusal: Exception) -> Exception:
    """Its kind alone: texts of the library quote what was sent."""
    return ValueError(type(refusal).__name__)

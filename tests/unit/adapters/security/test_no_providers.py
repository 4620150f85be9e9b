"""A shop whose configuration names no provider of external logins."""

from __future__ import annotations

import pytest

from adapters.security.oidc.none import NoIdentityProviders
from domain.identity.external.errors import UnknownProvider


def test_it_lists_none_and_knows_no_name() -> None:
    providers = NoIdentityProviders("https://shop.example/welcome")
    assert providers.listed() == []
    assert providers.return_address == "https://shop.example/welcome"
    with pytest.raises(UnknownProvider):
        providers.redirect_uri("google", browser=True)

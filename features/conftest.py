"""Every scenario runs once in memory and once over HTTP; steps come from features/steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from features.drivers.memory import memory_shop
from features.drivers.over_http import http_shop
from features.drivers.shop import Shop
from features.steps.access_steps import *  # noqa: F403
from features.steps.audit_steps import *  # noqa: F403
from features.steps.browsing_steps import *  # noqa: F403
from features.steps.cart_steps import *  # noqa: F403
from features.steps.catalogue_steps import *  # noqa: F403
from features.steps.channels_steps import *  # noqa: F403 - pytest-bdd finds steps where they are imported
from features.steps.checkout_steps import *  # noqa: F403
from features.steps.collections_steps import *  # noqa: F403
from features.steps.customers_steps import *  # noqa: F403
from features.steps.goods_steps import *  # noqa: F403
from features.steps.identity_steps import *  # noqa: F403
from features.steps.imports_steps import *  # noqa: F403
from features.steps.inventory_steps import *  # noqa: F403
from features.steps.notifications_steps import *  # noqa: F403
from features.steps.orders_steps import *  # noqa: F403
from features.steps.passkeys_steps import *  # noqa: F403
from features.steps.pricing_steps import *  # noqa: F403
from features.steps.privacy_steps import *  # noqa: F403
from features.steps.products_steps import *  # noqa: F403
from features.steps.selling_rules_steps import *  # noqa: F403
from features.steps.sessions_steps import *  # noqa: F403
from features.steps.shared_steps import *  # noqa: F403
from features.steps.ways_in_steps import *  # noqa: F403
from features.steps.world import World


# autouse, because pytest-bdd asks for step fixtures dynamically and would not see the parameter otherwise.
@pytest.fixture(autouse=True, params=["memory", pytest.param("http", marks=pytest.mark.http)])
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    if request.param == "memory":
        driven = memory_shop(request.getfixturevalue("settings"))
    else:
        driven = http_shop(request.getfixturevalue("real_settings"))
    yield driven
    driven.close()


@pytest.fixture
def world() -> World:
    return World()

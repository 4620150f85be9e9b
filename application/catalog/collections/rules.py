"""Rules may only speak of categories, product types and channels that exist, in the channel's currency."""

from __future__ import annotations

from uuid import UUID

from application.catalog.ports import CatalogUnitOfWork
from domain.catalog.collection import Condition, ConditionKind, RuleSet
from domain.shared.errors import InvalidValue
from domain.shared.ids import CategoryId, ProductTypeId


def require_known(uow: CatalogUnitOfWork, rules: RuleSet | None) -> None:
    """Raises InvalidValue naming the condition."""
    for index, condition in enumerate(rules.conditions if rules is not None else ()):
        _require(uow, condition, f"rules/conditions/{index}")


def _require(uow: CatalogUnitOfWork, condition: Condition, where: str) -> None:
    if condition.kind is ConditionKind.CATEGORY and uow.categories.find(CategoryId(UUID(condition.value))) is None:
        raise InvalidValue(f"{where}/value", "there is no such category")
    if condition.kind is ConditionKind.PRODUCT_TYPE and uow.product_types.find(ProductTypeId(UUID(condition.value))) is None:
        raise InvalidValue(f"{where}/value", "there is no such product type")
    if condition.price is not None and condition.channel_id is not None:
        channel = uow.channels.find(condition.channel_id)
        if channel is None:
            raise InvalidValue(f"{where}/channel", "there is no such channel")
        if channel.currency != condition.price.currency:
            raise InvalidValue(f"{where}/price", f"must be in {channel.currency.code}, the currency of the channel")

"""Whether a variant may go into a cart."""

from __future__ import annotations

from collections.abc import Mapping

from application.cart.ports import VariantOffer
from domain.cart.errors import UnknownVariant, VariantNotSold
from domain.shared.ids import VariantId
from domain.shared.money import Money


def price_of(variant_id: VariantId, offers: Mapping[VariantId, VariantOffer], field: str) -> Money:
    """The variant's price of now. Raises UnknownVariant naming `field`, or VariantNotSold."""
    offer = offers.get(variant_id)
    if offer is None:
        raise UnknownVariant(field, variant_id)
    if not offer.sellable or offer.unit_price is None:
        raise VariantNotSold(variant_id, offer.sku)
    return offer.unit_price

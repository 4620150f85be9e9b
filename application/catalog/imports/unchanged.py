"""A product that an import left as its file said, and that nobody has touched since, is known by a digest and not taken up again.

What moves without touching the product (its regular prices in the channel, its stock at the location) is compared each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from application.catalog.imports.drafts import Issue, ProductDraft, VariantDraft
from application.catalog.imports.new_product import NewProduct
from application.catalog.imports.ports import ImportUnitOfWork, Offered, UntouchedProduct
from application.catalog.imports.product_writing import Resolved, Written, sku_of
from domain.catalog.product import Product
from domain.shared.ids import ChannelId, LocationId

#: Bytes of a digest.
SIZE = 16


def digest_of(draft: ProductDraft, resolved: Resolved, locale: str) -> bytes:
    """Of what the draft means in this shop; empty where it cannot be known by a digest."""
    if not draft.digest:
        return b""
    keys = [key.bytes if key is not None else b"-" for key in (resolved.product_type_id, resolved.category_id)]
    values = repr(sorted(resolved.attributes.items())) if resolved.attributes else ""
    return blake2b(b"\0".join([draft.digest, *keys, values.encode(), locale.encode()]), digest_size=SIZE).digest()


class Unchanged:
    """Which products of a batch are as an earlier import into the channel left them."""

    def __init__(self, uow: ImportUnitOfWork, channel_id: ChannelId, location_id: LocationId | None) -> None:
        self._uow, self._channel_id, self._location_id = uow, channel_id, location_id

    def among(self, drafts: Sequence[tuple[ProductDraft, bytes]]) -> dict[str, UntouchedProduct]:
        """By handle, of drafts with their digests."""
        handles = [draft.handle for draft, digest in drafts if digest]
        untouched = self._uow.imported_products.untouched(handles, self._channel_id, self._location_id)
        return {
            draft.handle: found
            for draft, digest in drafts
            if (found := untouched.get(draft.handle)) is not None and found.digest == digest and self._offers_the_same(draft, found)
        }

    def _offers_the_same(self, draft: ProductDraft, found: UntouchedProduct) -> bool:
        names_compare_at = draft.has("compare_at")
        names_policy = draft.has("policy") or draft.has("backorder")
        for variant in draft.variants:
            offered = found.offers.get(sku_of(draft, variant))
            if offered is None or not _costs_the_same(variant, offered, names_compare_at):
                return False
            if self._location_id is not None and not _is_as_many(variant, offered, names_policy):
                return False
        return True

    def remember(self, written: Sequence[Written], digests: dict[str, bytes], issues: Sequence[Issue]) -> None:
        """What was written and left nothing to say: the next import says what there is to say again."""
        noted = {item.handle for item in issues}
        kept: list[tuple[Product | NewProduct, bytes]] = []
        for item in written:
            handle, digest = item.draft.handle, digests.get(item.draft.handle)
            if digest and handle not in noted and not self._will_end(item):
                kept.append((item.product, digest))
        self._uow.imported_products.remember(kept, self._channel_id)

    def _will_end(self, item: Written) -> bool:
        """Whether its publication in the channel changes by itself one day."""
        if not isinstance(item.product, Product):
            return False
        return any(shown.channel_id == self._channel_id and shown.published_until is not None for shown in item.product.publications)


def _costs_the_same(variant: VariantDraft, offered: Offered, names_compare_at: bool) -> bool:
    if offered.amount is None:
        return False
    if variant.price is not None and (variant.price.amount, variant.price.currency.code) != (offered.amount, offered.currency):
        return False
    compare_at = None if variant.compare_at is None else variant.compare_at.amount
    return not names_compare_at or compare_at == offered.compare_at


def _is_as_many(variant: VariantDraft, offered: Offered, names_policy: bool) -> bool:
    backorder = variant.backorder if names_policy else None
    if variant.quantity is None and not backorder:
        return True
    return variant.quantity in (None, offered.on_hand) and backorder in (None, offered.backorder) and offered.on_hand is not None

"""A product: what the shop tells about a thing, and the variants in which it is sold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from domain.catalog.attribute import AttributeValues
from domain.catalog.events import ProductChanged
from domain.catalog.media import Media, checked_media
from domain.catalog.options import DuplicateCombination, OptionValueInUse, ProductOption, checked_combination, checked_options
from domain.catalog.publication import PRODUCT_LIFE, Placement, ProductStatus, Publication
from domain.catalog.slug import checked_slug
from domain.catalog.texts import MAX_NAME, Seo, checked_name, no_text
from domain.catalog.variant import Variant, VariantDetails
from domain.shared.aggregate import Aggregate
from domain.shared.errors import AlreadyExists, Conflict, EntityNotFound, InvalidValue
from domain.shared.ids import CategoryId, ChannelId, ProductId, ProductTypeId, VariantId
from domain.shared.localized_text import LocalizedText

MAX_VARIANTS = 2_000
MAX_TAGS = 250


@dataclass(eq=False)
class ProductNotReady(Conflict):
    """The product cannot go on sale (or stay there) because of what is `missing`."""

    code: ClassVar[str] = "product_not_ready"
    missing: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"A product on sale needs: {', '.join(self.missing)}."


@dataclass(eq=False)
class ProductNotDeletable(Conflict):
    """Only a draft that was never sold may vanish; everything else is archived."""

    code: ClassVar[str] = "product_not_deletable"
    reason: str

    @property
    def detail(self) -> str:
        return f"The product cannot be deleted: {self.reason}. Archive it instead."


@dataclass(eq=False)
class VariantNotRemovable(Conflict):
    """Orders refer to the variant."""

    code: ClassVar[str] = "variant_not_removable"
    sku: str

    @property
    def detail(self) -> str:
        return f"The variant {self.sku} was sold and cannot be removed. Make it inactive instead."


class Product(Aggregate):
    """Guards: option combinations and SKUs are unique among its variants, values fit the options, a product on sale is complete."""

    def __init__(
        self,
        id: ProductId,  # noqa: A002 - the field's word
        name: LocalizedText,
        slug: str,
        now: datetime,
        *,
        product_type_id: ProductTypeId | None = None,
        description: LocalizedText | None = None,
        vendor: str = "",
        tags: Sequence[str] = (),
        options: Sequence[ProductOption] = (),
        attribute_values: AttributeValues | None = None,
        media: tuple[Media, ...] = (),
        seo: Seo | None = None,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.status = PRODUCT_LIFE.initial
        self.slug = checked_slug(slug)
        self.product_type_id = product_type_id
        self.attribute_values: AttributeValues = dict(attribute_values or {})
        self.options = checked_options(options)
        self.media = checked_media(media)
        #: When it first went on sale; a product that never did cannot have been sold.
        self.activated_at: datetime | None = None
        self.variants: list[Variant] = []
        self.publications: list[Publication] = []
        self.placements: list[Placement] = []
        self._describe(name, description or no_text(), vendor, tags, seo or Seo())
        self._changed(now)

    def _describe(self, name: LocalizedText, description: LocalizedText, vendor: str, tags: Sequence[str], seo: Seo) -> None:
        if len(vendor) > MAX_NAME:
            raise InvalidValue("vendor", f"must be at most {MAX_NAME} characters")
        self.name = checked_name(name)
        self.description = description
        self.vendor = vendor.strip()
        self.tags = checked_tags(tags)
        self.seo = seo

    def touch(self, now: datetime) -> None:
        # Strictly later than before: a change of a part alone must move the version of the product in every backend.
        super().touch(max(now, self.updated_at + timedelta(microseconds=1)))

    def _changed(self, now: datetime) -> None:
        if not any(isinstance(event, ProductChanged) for event in self._events):
            self.record(ProductChanged(product_id=self.id, occurred_at=now))

    def change(self, now: datetime, **given: Any) -> None:
        """Change name, description, vendor, tags, seo, slug, media, options; what is not given stays."""
        self._describe(*(given.get(field, getattr(self, field)) for field in ("name", "description", "vendor", "tags", "seo")))
        if "slug" in given:
            self.slug = checked_slug(given["slug"])
        if "media" in given:
            self._set_media(given["media"])
        if "options" in given:
            self._set_options(given["options"])
        self.touch(now)
        self._changed(now)

    def describe_by(self, now: datetime, product_type_id: ProductTypeId | None, values: AttributeValues) -> None:
        """Take over a product type and attribute values that were checked against it."""
        self.product_type_id = product_type_id
        self.attribute_values = dict(values)
        self.touch(now)
        self._changed(now)

    def _set_media(self, media: tuple[Media, ...]) -> None:
        self.media = checked_media(media)
        kept = {item.id for item in media}
        for variant in self.variants:
            if not kept.issuperset(variant.media_ids):
                variant.media_ids = tuple(key for key in variant.media_ids if key in kept)

    def _set_options(self, options: Sequence[ProductOption]) -> None:
        """Existing variants lose values of options that are gone and get the first value of new ones."""
        checked = checked_options(options)
        before = {option.code for option in self.options}
        combinations: list[dict[str, str]] = []
        for variant in self.variants:
            combination = {}
            for option in checked:
                value = variant.option_values.get(option.code) if option.code in before else option.values[0].code
                if value is None or option.value(value) is None:
                    raise OptionValueInUse(option.code, value or "", variant.sku)
                combination[option.code] = value
            if combination in combinations:
                raise DuplicateCombination(combination, self.variants[combinations.index(combination)].sku)
            combinations.append(combination)
        self.options = checked
        for variant, combination in zip(self.variants, combinations, strict=True):
            variant.option_values = combination

    # --- variants

    def variant(self, key: VariantId) -> Variant:
        """Raises EntityNotFound."""
        for variant in self.variants:
            if variant.id == key:
                return variant
        raise EntityNotFound("variant", str(key))

    def add_variant(self, now: datetime, key: VariantId, details: VariantDetails, where: str = "") -> Variant:
        if len(self.variants) >= MAX_VARIANTS:
            raise InvalidValue("variants", f"at most {MAX_VARIANTS} variants")
        checked = self._checked_details(details, None, where)
        variant = Variant(key, self.id, len(self.variants), checked)
        self.variants.append(variant)
        self.touch(now)
        self._changed(now)
        return variant

    def change_variant(self, now: datetime, key: VariantId, details: VariantDetails, where: str = "") -> None:
        variant = self.variant(key)
        variant.describe(self._checked_details(details, key, where))
        self.touch(now)
        self._changed(now)

    def remove_variant(self, now: datetime, key: VariantId) -> None:
        variant = self.variant(key)
        if self.status is ProductStatus.ACTIVE and len(self.variants) == 1:
            raise ProductNotReady(("variants",))
        self.variants.remove(variant)
        self._renumber()
        self.touch(now)
        self._changed(now)

    def reorder_variants(self, now: datetime, order: Sequence[VariantId]) -> None:
        by_id = {variant.id: variant for variant in self.variants}
        if len(order) != len(by_id) or set(order) != set(by_id):
            raise InvalidValue("order", "must name every variant exactly once")
        self.variants.sort(key=lambda variant: order.index(variant.id))
        self._renumber()
        self.touch(now)
        self._changed(now)

    def _renumber(self) -> None:
        for position, variant in enumerate(self.variants):
            variant.position = position

    def _checked_details(self, details: VariantDetails, key: VariantId | None, where: str) -> VariantDetails:
        checked = details.checked(where)
        combination = checked_combination(self.options, checked.option_values, f"{where}option_values")
        known_media = {item.id for item in self.media}
        if not known_media.issuperset(checked.media_ids):
            raise InvalidValue(f"{where}media_ids", "must be media of this product")
        for other in self.variants:
            if other.id == key:
                continue
            if other.sku == checked.sku:
                raise AlreadyExists("variant", "sku", checked.sku)
            if dict(other.option_values) == combination:
                raise DuplicateCombination(combination, other.sku)
        return replace(checked, option_values=combination)

    # --- where and when it is sold

    def advance(self, now: datetime, status: ProductStatus, missing_attributes: Sequence[str] = ()) -> None:
        """Move to `status`; to go on sale nothing may be missing (`missing_attributes` are required ones without a value)."""
        target = PRODUCT_LIFE.advance(self.status, status)
        if target is ProductStatus.ACTIVE:
            self.require_ready(missing_attributes)
            self.activated_at = self.activated_at or now
        self.status = target
        self.touch(now)
        self._changed(now)

    def require_ready(self, missing_attributes: Sequence[str] = ()) -> None:
        missing = ([] if self.variants else ["variants"]) + [f"attributes/{code}" for code in missing_attributes]
        if missing:
            raise ProductNotReady(tuple(missing))

    def require_deletable(self) -> None:
        if self.status is not ProductStatus.DRAFT:
            raise ProductNotDeletable("it is not a draft")

    def deleted(self, now: datetime) -> None:
        self._changed(now)

    def publish(self, now: datetime, channel_id: ChannelId, published_from: datetime | None, published_until: datetime | None) -> None:
        """Show it in a channel within the window; publishing again replaces the window."""
        for publication in self.publications:
            if publication.channel_id == channel_id:
                publication.open_between(published_from, published_until)
                break
        else:
            self.publications.append(Publication(self.id, channel_id, published_from, published_until))
        self.touch(now)
        self._changed(now)

    def unpublish(self, now: datetime, channel_id: ChannelId) -> None:
        """Take it out of a channel. Raises EntityNotFound when it is not there."""
        publication = next((item for item in self.publications if item.channel_id == channel_id), None)
        if publication is None:
            raise EntityNotFound("publication", str(channel_id))
        self.publications.remove(publication)
        self.touch(now)
        self._changed(now)

    def is_visible(self, channel_id: ChannelId, now: datetime) -> bool:
        return self.status is ProductStatus.ACTIVE and any(
            item.channel_id == channel_id and item.is_open(now) for item in self.publications
        )

    @property
    def category_ids(self) -> tuple[CategoryId, ...]:
        return tuple(item.category_id for item in sorted(self.placements, key=lambda item: item.position))

    def assign_categories(self, now: datetime, categories: Sequence[CategoryId]) -> None:
        """Exactly these categories, the first one being the main one."""
        wanted: Mapping[CategoryId, int] = {key: position for position, key in enumerate(dict.fromkeys(categories))}
        self.placements[:] = [item for item in self.placements if item.category_id in wanted]
        kept = {item.category_id: item for item in self.placements}
        for key, position in wanted.items():
            if key in kept:
                kept[key].position = position
            else:
                self.placements.append(Placement(self.id, key, position))
        self.touch(now)
        self._changed(now)


def checked_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Trimmed, each once (letters' case aside, the first spelling wins), in the given order."""
    if len(tags) > MAX_TAGS:
        raise InvalidValue("tags", f"at most {MAX_TAGS} tags")
    found: dict[str, str] = {}
    for index, tag in enumerate(tags):
        text = tag.strip()
        if not 1 <= len(text) <= MAX_NAME:
            raise InvalidValue(f"tags/{index}", f"must be 1 to {MAX_NAME} characters")
        found.setdefault(text.casefold(), text)
    return tuple(found.values())

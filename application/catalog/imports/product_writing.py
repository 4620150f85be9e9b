"""A draft becomes a product, or changes one: every value passes the rules of the domain, every refusal finds its line and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from application.catalog.imports.drafts import ProductDraft, Severity, VariantDraft
from application.catalog.imports.naming import derived_sku
from application.catalog.imports.new_product import NewProduct, NewPublication, NewVariant
from application.catalog.imports.notes import Notes, field_of
from application.catalog.imports.product_parts import (
    NO_OPTIONS,
    Options,
    text_in,
    wanted_details,
    wanted_media,
    wanted_options,
    wanted_seo,
)
from application.catalog.ports import HtmlSanitizer
from application.shared.ids import Ids
from domain.catalog.attribute import AttributeValue
from domain.catalog.product import Product, checked_tags
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo, no_text
from domain.catalog.variant import Variant
from domain.shared.errors import DomainError
from domain.shared.ids import CategoryId, ChannelId, ProductId, ProductTypeId, VariantId
from domain.shared.localized_text import LocalizedText


class Resolved(NamedTuple):
    """What the names in a draft mean in this shop. `missing` are required attributes without a value."""

    product_type_id: ProductTypeId | None = None
    category_id: CategoryId | None = None
    attributes: Mapping[str, AttributeValue] = {}
    required: frozenset[str] = frozenset()


@dataclass
class Written:
    """A product as the draft wants it. `variants` are those the file names, with their drafts; `changed` parts were written."""

    product: Product | NewProduct
    draft: ProductDraft
    is_new: bool
    changed: bool = False
    changed_variants: int = 0
    variants: list[tuple[Variant | NewVariant, VariantDraft]] = field(default_factory=list)


_NO_SEO = Seo()


def sku_of(draft: ProductDraft, variant: VariantDraft) -> str:
    return variant.sku or derived_sku(draft.handle, variant.options)


class ProductWriter:
    """For one channel, in its first locale."""

    def __init__(self, ids: Ids, sanitizer: HtmlSanitizer, channel_id: ChannelId, locale: str) -> None:
        self._ids, self._sanitizer, self._channel_id, self._locale = ids, sanitizer, channel_id, locale
        self.notes = Notes()

    def create(self, draft: ProductDraft, resolved: Resolved, now: datetime) -> Written:
        """A new product. Raises DraftRefused."""
        if not draft.title:
            raise self.notes.refused(draft, "title", "a new product needs a title")
        try:
            options = wanted_options(draft, (), self._locale) or NO_OPTIONS
            product = self._described(draft, resolved, options, now)
            product.check()
        except DomainError as error:
            raise self.notes.refused_for(draft, error) from None
        written = Written(product, draft, is_new=True, changed=True)
        for variant in draft.variants:
            self._add(written, product, variant, options)
        if not product.variants:
            raise self.notes.refused(draft, "", "no variant is left")
        self._open(product, draft, resolved)
        return written

    def _described(self, draft: ProductDraft, resolved: Resolved, options: Options, now: datetime) -> NewProduct:
        return NewProduct(
            id=ProductId(self._ids.new()),
            slug=draft.handle,
            name=LocalizedText.of(draft.title, self._locale),
            description=text_in(no_text(), self._sanitizer.clean(draft.html), self._locale),
            created_at=now,
            product_type_id=resolved.product_type_id,
            vendor=draft.vendor,
            tags=draft.tags,
            options=options.options,
            attribute_values=resolved.attributes,
            media=wanted_media(draft, (), self._locale, self._ids),
            seo=wanted_seo(draft, _NO_SEO, self._locale),
            category_ids=(resolved.category_id,) if resolved.category_id is not None else (),
        )

    def _add(self, written: Written, product: NewProduct, variant: VariantDraft, options: Options) -> None:
        draft = written.draft
        sku = sku_of(draft, variant)
        details = wanted_details(draft, variant, sku, options.combination(variant), product.media, None)
        try:
            added = product.add(VariantId(self._ids.new()), details)
        except DomainError as error:
            self.notes.refuse_variant(draft, variant, field_of(error), error.detail)
            return
        written.changed_variants += 1
        written.variants.append((added, variant))

    def _open(self, product: NewProduct, draft: ProductDraft, resolved: Resolved) -> None:
        """Channel and status; a file that says nothing about them brings goods to sell."""
        if draft.published or (draft.published is None and not draft.has("published")):
            product.publications = (NewPublication(self._channel_id, product.created_at),)
        status = draft.status or (ProductStatus.DRAFT if draft.has("status") else ProductStatus.ACTIVE)
        if status is not ProductStatus.ACTIVE or self._is_complete(draft, resolved, product.attribute_values):
            product.status = status

    def _is_complete(self, draft: ProductDraft, resolved: Resolved, values: Mapping[str, object]) -> bool:
        missing = sorted(resolved.required - values.keys())
        if missing:
            self.notes.note(Severity.WARNING, draft, "product_type", f"its type asks for {', '.join(missing)}: the product stays a draft")
        return not missing

    def update(self, product: Product, draft: ProductDraft, resolved: Resolved, now: datetime) -> Written:
        """Change what differs, nothing else. Raises DraftRefused."""
        written = Written(product, draft, is_new=False)
        self._describe(written, product, resolved, now)
        options: Options | None = None
        if draft.has("option1_name"):
            options = wanted_options(draft, product.options, self._locale)
            if options is None:
                known = ", ".join(option.name.get(self._locale) for option in product.options)
                raise self.notes.refused(draft, "option1_name", f"the product has the options {known} in the shop; change them there first")
            if options.options != product.options:
                self._apply(written, "option1_name", lambda: product.change(now, options=options.options))
        for variant in draft.variants:
            self._write_variant(written, product, variant, options, now)
        self._place(written, product, resolved, now)
        return written

    # --- the product itself

    def _describe(self, written: Written, product: Product, resolved: Resolved, now: datetime) -> None:
        draft = written.draft
        given: dict[str, object] = {}
        if draft.has("title") and draft.title:
            given["name"] = text_in(product.name, draft.title, self._locale)
        if draft.has("html"):
            given["description"] = text_in(product.description, self._sanitizer.clean(draft.html), self._locale)
        if draft.has("vendor"):
            given["vendor"] = draft.vendor
        try:
            if draft.has("tags"):
                given["tags"] = checked_tags(draft.tags)
            if draft.has("image"):
                given["media"] = wanted_media(draft, product.media, self._locale, self._ids)
            given["seo"] = wanted_seo(draft, product.seo, self._locale)
            given = {name: value for name, value in given.items() if value != getattr(product, name)}
            if given:
                product.change(now, **given)
                written.changed = True
        except DomainError as error:
            raise self.notes.refused_for(draft, error) from None
        self._classify(written, product, resolved, now)

    def _classify(self, written: Written, product: Product, resolved: Resolved, now: datetime) -> None:
        kind = resolved.product_type_id or product.product_type_id
        values = {**product.attribute_values, **resolved.attributes}
        if kind != product.product_type_id or values != product.attribute_values:
            product.describe_by(now, kind, values)
            written.changed = True

    def _place(self, written: Written, product: Product, resolved: Resolved, now: datetime) -> None:
        """Category, channel and status."""
        draft = written.draft
        if resolved.category_id is not None and product.category_ids[:1] != (resolved.category_id,):
            others = [key for key in product.category_ids if key != resolved.category_id]
            product.assign_categories(now, [resolved.category_id, *others])
            written.changed = True
        self._publish(written, product, now)
        status = draft.status
        if status is None or status is product.status:
            return
        if status is not ProductStatus.ACTIVE or self._is_complete(draft, resolved, product.attribute_values):
            self._apply(written, "status", lambda: product.advance(now, status))

    def _publish(self, written: Written, product: Product, now: datetime) -> None:
        publication = next((item for item in product.publications if item.channel_id == self._channel_id), None)
        ended = publication is not None and publication.published_until is not None and publication.published_until <= now
        is_published = publication is not None and not ended
        if written.draft.published in (None, is_published):
            return
        if written.draft.published:
            product.publish(now, self._channel_id, now, None)
        else:
            product.unpublish(now, self._channel_id)
        written.changed = True

    # --- variants

    def _write_variant(self, written: Written, product: Product, draft: VariantDraft, options: Options | None, now: datetime) -> None:
        combination = options.combination(draft) if options is not None else None
        if combination is None and not draft.sku and not product.options:
            # The file names neither options nor SKUs: it means the one variant that a product without options has.
            combination = {}
        variant = _matching(product, draft.sku, combination)
        if variant is None and combination is None and product.options:
            self.notes.refuse_variant(written.draft, draft, "sku", "no variant of the product has this SKU")
            return
        if any(named is variant for named, _ in written.variants):
            self.notes.refuse_variant(written.draft, draft, "sku", "the file names this variant before")
            return
        sku = draft.sku or (variant.sku if variant is not None else derived_sku(written.draft.handle, draft.options))
        present = variant.details if variant is not None else None
        chosen = combination if combination is not None else (dict(variant.option_values) if variant is not None else {})
        details = wanted_details(written.draft, draft, sku, chosen, product.media, present)
        try:
            if variant is None:
                variant = product.add_variant(now, VariantId(self._ids.new()), details)
            elif details != present:
                product.change_variant(now, variant.id, details)
            else:
                written.variants.append((variant, draft))
                return
        except DomainError as error:
            self.notes.refuse_variant(written.draft, draft, field_of(error), error.detail)
            return
        written.changed = True
        written.changed_variants += 1
        written.variants.append((variant, draft))

    # --- issues

    def _apply(self, written: Written, name: str, change: Callable[[], None]) -> None:
        try:
            change()
            written.changed = True
        except DomainError as error:
            raise self.notes.refused(written.draft, name, error.detail) from None


def _matching(product: Product, sku: str, combination: Mapping[str, str] | None) -> Variant | None:
    """By SKU; without one, or with a new one, by the combination of options."""
    if sku:
        for variant in product.variants:
            if variant.sku == sku:
                return variant
    if combination is not None:
        for variant in product.variants:
            if dict(variant.option_values) == combination:
                return variant
    return None

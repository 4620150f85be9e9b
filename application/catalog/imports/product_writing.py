"""A draft becomes a product, or changes one: every value passes the rules of the domain, every refusal finds its line and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from application.catalog.imports.drafts import Issue, ProductDraft, Severity, VariantDraft, issue
from application.catalog.imports.naming import derived_sku
from application.catalog.imports.product_parts import (
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
from domain.catalog.variant import Variant
from domain.shared.errors import DomainError
from domain.shared.ids import CategoryId, ChannelId, ProductId, ProductTypeId, VariantId
from domain.shared.localized_text import LocalizedText


class DraftRefused(Exception):
    """The product stays out, or as it is; the issue was noted."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the names in a draft mean in this shop. `missing` are required attributes without a value."""

    product_type_id: ProductTypeId | None = None
    category_id: CategoryId | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


@dataclass
class Written:
    """A product as the draft wants it. `variants` are those the file names, with their drafts; `changed` parts were written."""

    product: Product
    draft: ProductDraft
    is_new: bool
    changed: bool = False
    changed_variants: int = 0
    variants: list[tuple[Variant, VariantDraft]] = field(default_factory=list)


class ProductWriter:
    """For one channel, in its first locale."""

    def __init__(self, ids: Ids, sanitizer: HtmlSanitizer, channel_id: ChannelId, locale: str) -> None:
        self._ids, self._sanitizer, self._channel_id, self._locale = ids, sanitizer, channel_id, locale
        self.issues: list[Issue] = []

    def create(self, draft: ProductDraft, resolved: Resolved, now: datetime) -> Written:
        """A new product. Raises DraftRefused."""
        if not draft.title:
            raise self._refused(draft, "title", "a new product needs a title")
        try:
            options = wanted_options(draft, (), self._locale)
            product = Product(
                ProductId(self._ids.new()),
                LocalizedText.of(draft.title, self._locale),
                draft.handle,
                now,
                options=options.options if options else (),
                media=wanted_media(draft, (), self._locale, self._ids),
            )
        except DomainError as error:
            raise self._refused(draft, _field_of(error), error.detail) from None
        written = Written(product, draft, is_new=True, changed=True)
        self._describe(written, resolved, now)
        self._write_variants(written, options, now)
        if not product.variants:
            raise self._refused(draft, "", "no variant is left")
        self._place(written, resolved, now)
        return written

    def update(self, product: Product, draft: ProductDraft, resolved: Resolved, now: datetime) -> Written:
        """Change what differs, nothing else. Raises DraftRefused."""
        written = Written(product, draft, is_new=False)
        self._describe(written, resolved, now)
        options: Options | None = None
        if draft.has("option1_name"):
            options = wanted_options(draft, product.options, self._locale)
            if options is None:
                known = ", ".join(option.name.get(self._locale) for option in product.options)
                raise self._refused(draft, "option1_name", f"the product has the options {known} in the shop; change them there first")
            if options.options != product.options:
                self._apply(written, "option1_name", lambda: product.change(now, options=options.options))
        self._write_variants(written, options, now)
        self._place(written, resolved, now)
        return written

    # --- the product itself

    def _describe(self, written: Written, resolved: Resolved, now: datetime) -> None:
        product, draft = written.product, written.draft
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
            if not written.is_new and draft.has("image"):
                given["media"] = wanted_media(draft, product.media, self._locale, self._ids)
            given["seo"] = wanted_seo(draft, product.seo, self._locale)
            given = {name: value for name, value in given.items() if value != getattr(product, name)}
            if given:
                product.change(now, **given)
                written.changed = True
        except DomainError as error:
            raise self._refused(draft, _field_of(error), error.detail) from None
        self._classify(written, resolved, now)

    def _classify(self, written: Written, resolved: Resolved, now: datetime) -> None:
        product = written.product
        kind = resolved.product_type_id or product.product_type_id
        values = {**product.attribute_values, **resolved.attributes}
        if kind != product.product_type_id or values != product.attribute_values:
            product.describe_by(now, kind, values)
            written.changed = True

    def _place(self, written: Written, resolved: Resolved, now: datetime) -> None:
        """Category, channel and status."""
        product, draft = written.product, written.draft
        if resolved.category_id is not None and product.category_ids[:1] != (resolved.category_id,):
            others = [key for key in product.category_ids if key != resolved.category_id]
            product.assign_categories(now, [resolved.category_id, *others])
            written.changed = True
        self._publish(written, now)
        status = draft.status or (ProductStatus.ACTIVE if written.is_new and not draft.has("status") else None)
        if status is not None and status is not product.status:
            missing = sorted(resolved.required - product.attribute_values.keys())
            if status is ProductStatus.ACTIVE and missing:
                self._note(Severity.WARNING, draft, "product_type", f"its type asks for {', '.join(missing)}: the product stays a draft")
            else:
                self._apply(written, "status", lambda: product.advance(now, status))

    def _publish(self, written: Written, now: datetime) -> None:
        product = written.product
        publication = next((item for item in product.publications if item.channel_id == self._channel_id), None)
        ended = publication is not None and publication.published_until is not None and publication.published_until <= now
        is_published = publication is not None and not ended
        published = written.draft.published
        if published is None:
            published = True if written.is_new and not written.draft.has("published") else is_published
        if published == is_published:
            return
        if published:
            product.publish(now, self._channel_id, now, None)
        else:
            product.unpublish(now, self._channel_id)
        written.changed = True

    # --- variants

    def _write_variants(self, written: Written, options: Options | None, now: datetime) -> None:
        for draft in written.draft.variants:
            self._write_variant(written, draft, options, now)

    def _write_variant(self, written: Written, draft: VariantDraft, options: Options | None, now: datetime) -> None:
        product = written.product
        combination = options.combination(draft) if options is not None else None
        variant = _matching(product, draft.sku, combination)
        if variant is None and combination is None and product.options:
            self._refuse_variant(written, draft, "sku", "no variant of the product has this SKU")
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
            self._refuse_variant(written, draft, _field_of(error), error.detail)
            return
        written.changed = True
        written.changed_variants += 1
        written.variants.append((variant, draft))

    def _refuse_variant(self, written: Written, draft: VariantDraft, name: str, reason: str) -> None:
        heading = written.draft.heading(name) if name else ""
        self.issues.append(
            issue(Severity.ERROR, draft.line, heading, f"{reason.rstrip('.')}; the variant stays out", draft.sku, written.draft.handle)
        )

    # --- issues

    def _apply(self, written: Written, name: str, change: Callable[[], None]) -> None:
        try:
            change()
            written.changed = True
        except DomainError as error:
            raise self._refused(written.draft, name, error.detail) from None

    def _note(self, severity: Severity, draft: ProductDraft, name: str, reason: str) -> None:
        self.issues.append(issue(severity, draft.line, draft.columns.get(name, ""), reason, "", draft.handle))

    def _refused(self, draft: ProductDraft, name: str, reason: str) -> DraftRefused:
        self._note(Severity.ERROR, draft, name, f"{reason.rstrip('.')}; the product stays out")
        return DraftRefused()


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


_FIELDS = {
    "slug": "handle",
    "name": "title",
    "vendor": "vendor",
    "tags": "tags",
    "media": "image",
    "url": "image",
    "sku": "sku",
    "barcode": "barcode",
    "weight_grams": "grams",
    "tax_category": "tax_code",
    "option_values": "option1_value",
    "options": "option1_name",
    "attributes": "attributes",
}


def _field_of(error: DomainError) -> str:
    """The field of the file behind a refusal of the domain: `tags/3` is about the tags."""
    named = getattr(error, "field", "")
    return _FIELDS.get(str(named).partition("/")[0], "")

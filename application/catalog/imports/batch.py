"""One batch of drafts into the shop, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from application.catalog.imports.drafts import Issue, ProductDraft, Severity, VariantDraft, issue
from application.catalog.imports.new_product import NewProduct, NewVariant, skus_of
from application.catalog.imports.notes import DraftRefused
from application.catalog.imports.ports import ImportUnitOfWork, WantedStock
from application.catalog.imports.product_writing import ProductWriter, Resolved, Written
from application.catalog.imports.references import References
from application.catalog.ports import HtmlSanitizer
from application.shared.ids import Ids
from domain.catalog.attribute import AttributeValue
from domain.catalog.channel import Channel
from domain.catalog.events import ProductsChanged
from domain.catalog.imports.catalog_import import ImportCounts
from domain.catalog.product import Product
from domain.catalog.variant import Variant
from domain.pricing.price import Price
from domain.shared.errors import DomainError, InvalidValue
from domain.shared.ids import LocationId, PriceId, ProductId, VariantId
from domain.shared.money import Money

REASON = "catalogue import"


@dataclass(frozen=True)
class Target:
    """Where a run writes. `location_id` None: no place to keep goods, or counts are left alone."""

    channel: Channel
    location_id: LocationId | None
    actor: str
    references: References
    ids: Ids
    sanitizer: HtmlSanitizer


@dataclass
class Outcome:
    """What came of a batch."""

    counts: ImportCounts = field(default_factory=ImportCounts)
    issues: list[Issue] = field(default_factory=list)


@dataclass
class _Changes:
    """Ids of products by what was written of them."""

    created: list[ProductId] = field(default_factory=list)
    updated: set[ProductId] = field(default_factory=set)
    variants: int = 0
    prices: int = 0
    stock: int = 0
    refused: int = 0


def write_batch(uow: ImportUnitOfWork, target: Target, drafts: Sequence[ProductDraft], now: datetime) -> Outcome:
    """Write what differs and record one event for all of it. Raises domain errors that concern no single draft."""
    outcome, changes = Outcome(), _Changes()
    resolved = [_resolved(uow, target, draft, outcome.issues, now) for draft in drafts]
    written = _written(uow, target, drafts, resolved, outcome, changes, now)
    new = [item.product for item in written if isinstance(item.product, NewProduct)]
    uow.imported_products.insert(new, now)
    _write_prices(uow, target, written, outcome.issues, changes, now)
    _write_stock(uow, target, written, changes, now)
    _announce(uow, target, changes, now)
    outcome.counts = ImportCounts(
        created=len(changes.created),
        updated=len(changes.updated),
        unchanged=len(written) - len(changes.created) - len(changes.updated),
        refused=changes.refused,
        variants=changes.variants,
        prices=changes.prices,
        stock=changes.stock,
    )
    return outcome


def _resolved(uow: ImportUnitOfWork, target: Target, draft: ProductDraft, issues: list[Issue], now: datetime) -> Resolved:
    references = target.references
    try:
        kind = references.product_type(uow, draft.product_type, tuple(draft.attributes), now) if draft.product_type else None
        category_id = references.category(uow, draft.category, now) if draft.category else None
    except InvalidValue as error:
        reason = f"{error.detail.rstrip('.')}; type, category and attributes are left out"
        issues.append(issue(Severity.WARNING, draft.line, "", reason, "", draft.handle))
        return Resolved()
    attributes: Mapping[str, AttributeValue] = {}
    if kind is not None and draft.attributes:
        attributes, misfits = references.attribute_values(uow, draft.attributes)
        issues += [issue(Severity.WARNING, draft.line, "", f"{misfit}; it is left out", "", draft.handle) for misfit in misfits]
    if kind is None and draft.attributes:
        reason = "attributes belong to a product type: without one they are left out"
        issues.append(issue(Severity.WARNING, draft.line, "", reason, "", draft.handle))
    return Resolved(kind.id if kind else None, category_id, attributes, kind.required if kind else frozenset())


def _written(
    uow: ImportUnitOfWork,
    target: Target,
    drafts: Sequence[ProductDraft],
    resolved: Sequence[Resolved],
    outcome: Outcome,
    changes: _Changes,
    now: datetime,
) -> list[Written]:
    """The products as the drafts want them, in memory; refused ones are noted and left out."""
    writer = ProductWriter(target.ids, target.sanitizer, target.channel.id, target.channel.default_locale)
    present = uow.imported_products.by_handle([draft.handle for draft in drafts])
    written: list[Written] = []
    named: set[ProductId] = set()
    for draft, meaning in zip(drafts, resolved, strict=True):
        known = present.get(draft.handle)
        if known is not None and known.id in named:
            reason = f"leads to the product {known.slug}, which the file names before; the product stays out"
            outcome.issues.append(issue(Severity.ERROR, draft.line, draft.heading("handle"), reason, draft.handle, draft.handle))
            changes.refused += 1
            continue
        if known is not None:
            named.add(known.id)
        try:
            item = writer.create(draft, meaning, now) if known is None else writer.update(known, draft, meaning, now)
        except DraftRefused:
            changes.refused += 1
            if known is not None:
                uow.imported_products.discard(known)
            continue
        written.append(item)
    outcome.issues += writer.notes.issues
    kept = _without_foreign_skus(uow, written, outcome.issues)
    changes.refused += len(written) - len(kept)
    for item in kept:
        if isinstance(item.product, Product):
            # One event for the whole batch says it, see `_announce`.
            item.product.release_events()
        changes.variants += item.changed_variants
        if item.is_new:
            changes.created.append(item.product.id)
        elif item.changed:
            changes.updated.add(item.product.id)
    return kept


def _without_foreign_skus(uow: ImportUnitOfWork, written: Sequence[Written], issues: list[Issue]) -> list[Written]:
    """Those whose SKUs belong to no other product, of the shop or earlier in the batch."""
    owners = dict(uow.imported_products.sku_owners(skus_of([item.product for item in written])))
    kept = []
    for item in written:
        taken = [variant.sku for variant in item.product.variants if owners.get(variant.sku, item.product.id) != item.product.id]
        if taken:
            reason = "another product has this SKU; the product stays out"
            issues.append(issue(Severity.ERROR, item.draft.line, item.draft.heading("sku"), reason, taken[0], item.draft.handle))
            if isinstance(item.product, Product):
                uow.imported_products.discard(item.product)
            continue
        owners.update({variant.sku: item.product.id for variant in item.product.variants})
        kept.append(item)
    return kept


def _write_prices(
    uow: ImportUnitOfWork, target: Target, written: Sequence[Written], issues: list[Issue], changes: _Changes, now: datetime
) -> None:
    """The regular price of each variant in the channel, where the file names another."""
    known_variants = [variant.id for item in written if not item.is_new for variant, _ in item.variants]
    regular = {price.variant_id: price for price in uow.prices.of(known_variants, target.channel.id) if price.valid_from is None}
    new: list[Price] = []
    wanted: list[Price] = []
    for item in written:
        for variant, draft in item.variants:
            price = _price(item, variant, draft, regular.get(variant.id), target, issues)
            if price is not None:
                (new if item.is_new else wanted).append(price)
    uow.imported_products.insert_prices(new, now, target.actor)
    changed = uow.prices.put(wanted, now, target.actor) if wanted else []
    changes.prices = len(new) + len(changed)
    changes.updated.update({price.product_id for price in changed}.difference(changes.created))


def _price(
    item: Written, variant: Variant | NewVariant, draft: VariantDraft, present: Price | None, target: Target, issues: list[Issue]
) -> Price | None:
    """What is to be written; None when nothing differs or the file names no price."""
    money = draft.price if draft.price is not None else (present.money if present else None)
    if money is None:
        reason = "there is no price: the variant cannot be bought in this channel until it has one"
        issues.append(issue(Severity.WARNING, draft.line, item.draft.heading("price"), reason, variant.sku, item.draft.handle))
        return None
    compare_at = draft.compare_at if item.draft.has("compare_at") else _still_higher(present, money)
    if present is not None and (present.money, present.compare_at) == (money, compare_at):
        return None
    key = present.id if present is not None else PriceId(target.ids.new())
    price = Price(key, item.product.id, variant.id, target.channel.id, money, compare_at)
    try:
        price.check()
    except DomainError as error:
        issues.append(issue(Severity.ERROR, draft.line, item.draft.heading("price"), error.detail, str(money), item.draft.handle))
        return None
    return price


def _still_higher(present: Price | None, money: Money) -> Money | None:
    compare_at = present.compare_at if present is not None else None
    return compare_at if compare_at is not None and compare_at > money else None


def _write_stock(uow: ImportUnitOfWork, target: Target, written: Sequence[Written], changes: _Changes, now: datetime) -> None:
    if target.location_id is None:
        return
    new: dict[VariantId, WantedStock] = {}
    wanted: dict[VariantId, WantedStock] = {}
    products: dict[VariantId, ProductId] = {}
    for item in written:
        for variant, draft in item.variants:
            backorder = draft.backorder if item.draft.has("policy") or item.draft.has("backorder") else None
            # The policy alone makes no stock row: goods that are not counted need none.
            if draft.quantity is not None or (backorder and variant.track_inventory):
                (new if item.is_new else wanted)[variant.id] = WantedStock(draft.quantity, backorder)
                products[variant.id] = item.product.id
    uow.imported_stock.open(target.location_id, new, now, target.actor, REASON)
    changed = uow.imported_stock.put(target.location_id, wanted, now, target.actor, REASON)
    changes.stock = len(new) + len(changed)
    changes.updated.update({products[key] for key in changed}.difference(changes.created))


def _announce(uow: ImportUnitOfWork, target: Target, changes: _Changes, now: datetime) -> None:
    products = (*changes.created, *sorted(changes.updated))
    if products:
        uow.record(ProductsChanged(batch_id=target.ids.new(), product_ids=products, occurred_at=now))


def counted(outcome: Outcome) -> ImportCounts:
    """The counts with those of its issues."""
    severities = [item.severity for item in outcome.issues]
    return replace(
        outcome.counts,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.NOTE),
    )

"""One batch of drafts into the shop, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from application.catalog.imports.drafts import Issue, ProductDraft, Severity, VariantDraft, issue
from application.catalog.imports.new_product import NewProduct, NewVariant
from application.catalog.imports.notes import DraftRefused
from application.catalog.imports.ports import ImportUnitOfWork, UntouchedProduct, WantedStock
from application.catalog.imports.product_writing import ProductWriter, Resolved, Written, sku_of
from application.catalog.imports.references import References
from application.catalog.imports.unchanged import Unchanged, digest_of
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

#: The first few products of a batch are handed over soon, so that the database has something to do; then more and more at once, as
#: making them ready takes less time than taking them in.
FIRST_PORTION, GROWTH = 60, 1.6


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
    digests = [digest_of(draft, meaning, target.channel.default_locale) for draft, meaning in zip(drafts, resolved, strict=True)]
    earlier = Unchanged(uow, target.channel.id, target.location_id)
    known_handles = uow.imported_products.known([draft.handle for draft in drafts])
    unchanged = earlier.among([(draft, digest) for draft, digest in zip(drafts, digests, strict=True) if draft.handle in known_handles])
    others = [draft for draft in drafts if draft.handle not in unchanged]
    present = uow.imported_products.by_handle([draft.handle for draft in others if draft.handle in known_handles])
    owners = dict(uow.imported_products.sku_owners([sku_of(draft, variant) for draft in others for variant in draft.variants]))
    writing = _Writing(uow, target, unchanged, present, owners, outcome, changes, now)
    known: list[Written] = []
    all_written: list[Written] = []
    for start, end in _portions(len(drafts)):
        written = writing.products(drafts[start:end], resolved[start:end])
        all_written += written
        new = [item for item in written if item.is_new]
        known += [item for item in written if not item.is_new]
        # The database takes them in while the next portion is made ready: until then it is asked nothing.
        uow.imported_products.insert([item.product for item in new if isinstance(item.product, NewProduct)], now)
        _write_prices(uow, target, new, outcome.issues, changes, now)
        _write_stock(uow, target, new, changes, now)
    _write_prices(uow, target, known, outcome.issues, changes, now)
    _write_stock(uow, target, known, changes, now)
    earlier.remember(all_written, {draft.handle: digest for draft, digest in zip(drafts, digests, strict=True)}, outcome.issues)
    _announce(uow, target, changes, now)
    outcome.counts = ImportCounts(
        created=len(changes.created),
        updated=len(changes.updated),
        unchanged=writing.kept - len(changes.created) - len(changes.updated),
        refused=changes.refused,
        variants=changes.variants,
        prices=changes.prices,
        stock=changes.stock,
    )
    return outcome


def _portions(count: int) -> Iterator[tuple[int, int]]:
    """Beginnings and ends."""
    start, size = 0, FIRST_PORTION
    while start < count:
        yield start, start + size
        start, size = start + size, int(size * GROWTH)


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


class _Writing:
    """Products as the drafts want them, in memory; refused ones are noted and left out. `owners` are those of SKUs, by product."""

    def __init__(
        self,
        uow: ImportUnitOfWork,
        target: Target,
        unchanged: Mapping[str, UntouchedProduct],
        present: Mapping[str, Product],
        owners: dict[str, ProductId],
        outcome: Outcome,
        changes: _Changes,
        now: datetime,
    ) -> None:
        self._uow, self._unchanged, self._present, self._owners = uow, unchanged, present, owners
        self._outcome, self._changes, self._now = outcome, changes, now
        self._writer = ProductWriter(target.ids, target.sanitizer, target.channel.id, target.channel.default_locale)
        self._named: set[ProductId] = set()
        self.kept = 0

    def products(self, drafts: Sequence[ProductDraft], resolved: Sequence[Resolved]) -> list[Written]:
        """The next ones. Call in the order of the file."""
        written = [self._product(draft, meaning) for draft, meaning in zip(drafts, resolved, strict=True) if not self._is_left_alone(draft)]
        self._outcome.issues += self._writer.notes.issues
        self._writer.notes.issues.clear()
        kept = [item for item in written if item is not None and not self._has_foreign_sku(item)]
        self._changes.refused += len(written) - len(kept)
        self.kept += len(kept)
        for item in kept:
            self._count(item)
        return kept

    def _product(self, draft: ProductDraft, meaning: Resolved) -> Written | None:
        known = self._present.get(draft.handle)
        if known is None:
            return self._created(draft, meaning)
        if not self._is_named_first(draft, known.id, known.slug):
            return None
        try:
            return self._writer.update(known, draft, meaning, self._now)
        except DraftRefused:
            self._uow.imported_products.discard(known)
            return None

    def _is_left_alone(self, draft: ProductDraft) -> bool:
        """Whether the product is already as the file says; counted here."""
        found = self._unchanged.get(draft.handle)
        if found is None:
            return False
        if self._is_named_first(draft, found.id, found.slug):
            self.kept += 1
        else:
            self._changes.refused += 1
        return True

    def _is_named_first(self, draft: ProductDraft, key: ProductId, slug: str) -> bool:
        if key in self._named:
            reason = f"leads to the product {slug}, which the file names before; the product stays out"
            self._refuse(draft, "handle", reason, draft.handle)
            return False
        self._named.add(key)
        return True

    def _created(self, draft: ProductDraft, meaning: Resolved) -> Written | None:
        try:
            return self._writer.create(draft, meaning, self._now)
        except DraftRefused:
            return None

    def _refuse(self, draft: ProductDraft, column: str, reason: str, value: str) -> None:
        self._outcome.issues.append(issue(Severity.ERROR, draft.line, draft.heading(column), reason, value, draft.handle))

    def _has_foreign_sku(self, item: Written) -> bool:
        """Whether a SKU of it belongs to another product, of the shop or earlier in the batch; else they are its own from now on."""
        key, skus = item.product.id, [variant.sku for variant in item.product.variants]
        taken = [sku for sku in skus if self._owners.get(sku, key) != key]
        if not taken:
            self._owners |= dict.fromkeys(skus, key)
            return False
        self._refuse(item.draft, "sku", "another product has this SKU; the product stays out", taken[0])
        if isinstance(item.product, Product):
            self._uow.imported_products.discard(item.product)
        return True

    def _count(self, item: Written) -> None:
        if isinstance(item.product, Product):
            # One event for the whole batch says it, see `_announce`.
            item.product.release_events()
        self._changes.variants += item.changed_variants
        if item.is_new:
            self._changes.created.append(item.product.id)
        elif item.changed:
            self._changes.updated.add(item.product.id)


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
    changes.prices += len(new) + len(changed)
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
    changes.stock += len(new) + len(changed)
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

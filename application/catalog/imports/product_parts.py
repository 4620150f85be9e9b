"""The parts of a product as a draft wants them, with ids and codes of what the shop has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from application.catalog.imports.drafts import ProductDraft, VariantDraft
from application.catalog.imports.naming import code_for
from application.shared.ids import Ids
from domain.catalog.media import Media
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.texts import Seo, no_text
from domain.catalog.variant import VariantDetails
from domain.shared.ids import MediaId
from domain.shared.localized_text import LocalizedText

_SAY_WHETHER_COUNTED = frozenset({"tracker", "tracked", "quantity"})


def text_in(current: LocalizedText, text: str, locale: str) -> LocalizedText:
    """`current`, saying `text` in `locale`; itself when it does so already, by fallback too."""
    if not current.texts:
        return LocalizedText({locale: text}) if text else current
    if current.get(locale) == text:
        return current
    if not text:
        return LocalizedText({key: value for key, value in current.texts.items() if key != locale})
    return current.with_text(locale, text)


def wanted_media(draft: ProductDraft, present: Sequence[Media], locale: str, ids: Ids) -> tuple[Media, ...]:
    """The pictures of the file in its order, those of variants behind them; known addresses keep their id and other locales."""
    known = {item.url: item for item in present}
    names_alts = draft.has("image_alt")
    alts = {image.url: image.alt for image in draft.images}
    urls = [*alts, *(variant.image for variant in draft.variants if variant.image)]
    media = []
    for url in dict.fromkeys(urls):
        item = known.get(url)
        alt = text_in(item.alt if item else no_text(), alts[url], locale) if names_alts and url in alts else None
        if item is None:
            item = Media(MediaId(ids.new()), url, alt=alt or no_text())
        elif alt is not None and alt is not item.alt:
            item = replace(item, alt=alt)
        media.append(item)
    return tuple(media)


def wanted_seo(draft: ProductDraft, present: Seo, locale: str) -> Seo:
    if not (draft.seo_title or draft.seo_description or present.title or present.description):
        return present
    title = text_in(present.title, draft.seo_title, locale) if draft.has("seo_title") else present.title
    description = text_in(present.description, draft.seo_description, locale) if draft.has("seo_description") else present.description
    return present if title is present.title and description is present.description else Seo(title, description)


@dataclass(frozen=True)
class Options:
    """The options of a product and how the file's words lead to their codes."""

    options: tuple[ProductOption, ...]
    #: For each option of the draft: its code, and label → value code.
    paths: tuple[tuple[str, dict[str, str]], ...]

    def combination(self, variant: VariantDraft) -> dict[str, str]:
        return {code: values[label] for (code, values), label in zip(self.paths, variant.options, strict=True)}


NO_OPTIONS = Options((), ())


def wanted_options(draft: ProductDraft, present: Sequence[ProductOption], locale: str) -> Options | None:
    """`present` with the file's new values behind its own; None when the file names other options than the shop has."""
    if not present and not draft.option_names:
        return NO_OPTIONS
    if present and len(draft.option_names) != len(present):
        return None
    by_name = {option.name.get(locale).casefold(): option for option in present}
    options: dict[str, ProductOption] = {option.code: option for option in present}
    paths = []
    for position, name in enumerate(draft.option_names):
        option = by_name.get(name.casefold())
        if option is None:
            if present:
                return None
            option = ProductOption(code_for(name, options), LocalizedText.of(name, locale), ())
        option, values = _with_values(option, [variant.options[position] for variant in draft.variants], locale)
        options[option.code] = option
        paths.append((option.code, values))
    return Options(tuple(options.values()), tuple(paths))


def _with_values(option: ProductOption, labels: Sequence[str], locale: str) -> tuple[ProductOption, dict[str, str]]:
    codes = {value.label.get(locale): value.code for value in option.values}
    added = []
    for label in dict.fromkeys(labels):
        if label not in codes:
            codes[label] = code_for(label, codes.values())
            added.append(OptionValue(codes[label], LocalizedText.of(label, locale)))
    return (replace(option, values=option.values + tuple(added)) if added else option), codes


def wanted_details(
    draft: ProductDraft,
    variant: VariantDraft,
    sku: str,
    combination: dict[str, str],
    media: Sequence[Media],
    present: VariantDetails | None,
) -> VariantDetails:
    """`present` (None: a new variant) with what the file says."""
    columns = draft.columns
    changes: dict[str, object] = {"sku": sku, "option_values": combination, "active": True}
    if "barcode" in columns:
        changes["barcode"] = variant.barcode
    if "grams" in columns or "weight" in columns:
        changes["weight_grams"] = variant.grams
    if "requires_shipping" in columns:
        changes["requires_shipping"] = variant.requires_shipping
    if variant.tax_category is not None:
        changes["tax_category"] = variant.tax_category
    if present is None or not columns.keys().isdisjoint(_SAY_WHETHER_COUNTED):
        changes["track_inventory"] = variant.tracked
    if variant.dimensions is not None:
        changes["dimensions"] = variant.dimensions
    if "variant_image" in columns:
        changes["media_ids"] = tuple(item.id for item in media if variant.image and item.url == variant.image)
    return VariantDetails(**changes) if present is None else replace(present, **changes)  # type: ignore[arg-type]  # the names are fields of the class

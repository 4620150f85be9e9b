"""The parts of a product as a draft wants them, with ids and codes of what the shop has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from application.catalog.imports.drafts import ProductDraft, VariantDraft
from application.catalog.imports.naming import code_for
from application.shared.ids import Ids
from domain.catalog.media import Media
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.texts import Seo
from domain.catalog.variant import VariantDetails
from domain.shared.ids import MediaId
from domain.shared.localized_text import LocalizedText


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
    alts = {image.url: image.alt for image in draft.images}
    urls = [*alts, *(variant.image for variant in draft.variants if variant.image)]
    media = []
    for url in dict.fromkeys(urls):
        item = known.get(url) or Media(MediaId(ids.new()), url)
        if draft.has("image_alt") and url in alts:
            alt = text_in(item.alt, alts[url], locale)
            item = item if alt is item.alt else replace(item, alt=alt)
        media.append(item)
    return tuple(media)


def wanted_seo(draft: ProductDraft, present: Seo, locale: str) -> Seo:
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


def wanted_options(draft: ProductDraft, present: Sequence[ProductOption], locale: str) -> Options | None:
    """`present` with the file's new values behind its own; None when the file names other options than the shop has."""
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
    changes: dict[str, object] = {"sku": sku, "option_values": combination, "active": True}
    if draft.has("barcode"):
        changes["barcode"] = variant.barcode
    if draft.has("grams") or draft.has("weight"):
        changes["weight_grams"] = variant.grams
    if draft.has("requires_shipping"):
        changes["requires_shipping"] = variant.requires_shipping
    if variant.tax_category is not None:
        changes["tax_category"] = variant.tax_category
    if draft.has("tracker") or draft.has("tracked") or draft.has("quantity") or present is None:
        changes["track_inventory"] = variant.tracked
    if variant.dimensions is not None:
        changes["dimensions"] = variant.dimensions
    if draft.has("variant_image"):
        changes["media_ids"] = tuple(item.id for item in media if variant.image and item.url == variant.image)
    return VariantDetails(**changes) if present is None else replace(present, **changes)  # type: ignore[arg-type]  # the names are fields of the class

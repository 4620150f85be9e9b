"""What is noted while drafts become products: issues at their line and column."""

from __future__ import annotations

from application.catalog.imports.drafts import Issue, ProductDraft, Severity, VariantDraft, issue
from domain.shared.errors import DomainError


class DraftRefused(Exception):
    """The product stays out, or as it is; the issue was noted."""


class Notes:
    """Collects the issues of a batch."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def note(self, severity: Severity, draft: ProductDraft, name: str, reason: str) -> None:
        self.issues.append(issue(severity, draft.line, draft.columns.get(name, ""), reason, "", draft.handle))

    def refused(self, draft: ProductDraft, name: str, reason: str) -> DraftRefused:
        self.note(Severity.ERROR, draft, name, f"{reason.rstrip('.')}; the product stays out")
        return DraftRefused()

    def refused_for(self, draft: ProductDraft, error: DomainError) -> DraftRefused:
        return self.refused(draft, field_of(error), error.detail)

    def refuse_variant(self, draft: ProductDraft, variant: VariantDraft, name: str, reason: str) -> None:
        reason = f"{reason.rstrip('.')}; the variant stays out"
        self.issues.append(issue(Severity.ERROR, variant.line, draft.columns.get(name, ""), reason, variant.sku, draft.handle))


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
}


def field_of(error: DomainError) -> str:
    """The field of the file behind a refusal of the domain: `tags/3` is about the tags."""
    named = getattr(error, "field", "")
    return _FIELDS.get(str(named).partition("/")[0], "")

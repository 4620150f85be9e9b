"""What mails say: amounts that add up, the reader's language, nothing that a name could smuggle in."""

from __future__ import annotations

import re
from dataclasses import replace
from string import Formatter

import pytest

from adapters.notifications.renderer import languages
from application.notifications.ports import RenderedMail
from domain.notifications.content import ContentParcel, ContentTax, ContentTotals
from domain.notifications.message import Template
from domain.shared.address import Address
from tests.support.mails import RENDERER, an_order, eur


def confirmation(locale: str = "en", **changes: object) -> RenderedMail:
    return RENDERER.render(Template.ORDER_CONFIRMATION, locale, an_order(**changes))


def amounts(text: str) -> dict[str, str]:
    """Label → amount of the two-column lines."""
    return {match[1].strip(): match[2] for match in re.finditer(r"^(\S.*?)\s{2,}(\S+)$", text, re.MULTILINE)}


def test_the_confirmation_lists_what_was_bought_and_adds_up() -> None:
    text = confirmation().text
    assert "Filter coffee (1 kg)" in text
    assert "2 × €12.50" in text
    rows = amounts(text)
    assert (rows["Subtotal"], rows["Discount"], rows["Delivery: Parcel"], rows["Total"]) == ("€32.99", "-€3.00", "€4.90", "€34.89")
    assert rows["includes VAT 19 %"] == "€5.57"


def test_html_and_text_say_the_same_amounts() -> None:
    mail = confirmation()
    for amount in ("€25.00", "€7.99", "€32.99", "€34.89", "€5.57"):
        assert amount in mail.html
        assert amount in mail.text


def test_taxes_on_top_stand_above_the_total() -> None:
    taxes = (ContentTax("Sales tax", "8.875", eur(309)),)
    totals = ContentTotals(eur(3299), eur(0), eur(190), "Parcel", eur(309), taxes, False, eur(3798))
    text = confirmation(totals=totals).text
    assert text.index("Sales tax 8.875 %") < text.index("Total")
    assert "includes" not in text
    assert "Discount" not in text


def test_a_rate_that_is_part_of_the_taxes_name_is_not_said_twice() -> None:
    totals = replace(an_order().totals, taxes=(ContentTax("VAT 19%", "19", eur(557)),))
    assert amounts(confirmation(totals=totals).text)["includes VAT 19%"] == "€5.57"


def test_what_is_still_to_be_paid_is_told_with_the_confirmation() -> None:
    mail = confirmation(payment_note="Transfer the amount. Account: DE02 1203 0000 0000 2020 51")
    assert "DE02 1203 0000 0000 2020 51" in mail.text
    assert "DE02 1203 0000 0000 2020 51" in mail.html


def test_the_reader_is_addressed_in_the_orders_language() -> None:
    mail = confirmation("de-AT")
    assert mail.subject == "Deine Bestellung K-10000001 bei Kontor"
    assert "5. März 2026" in mail.text
    assert "Überweisung" in mail.html
    assert "Gesamtsumme" in mail.text


@pytest.mark.parametrize("locale", ["tlh", "ja-JP", "", "x" * 40])
def test_a_language_that_is_not_there_reads_as_english_throughout(locale: str) -> None:
    assert confirmation(locale) == confirmation("en")


@pytest.mark.parametrize("template", [kind for kind in Template if kind.about_order])
@pytest.mark.parametrize("language", sorted(languages()))
def test_every_mail_can_be_written_in_every_language(template: Template, language: str) -> None:
    parcel = ContentParcel((("Filter coffee", 1),), "DHL", "JD01", "https://track.example/JD01")
    mail = RENDERER.render(template, language, an_order(parcel=parcel, refunded=eur(500)))
    for part in (mail.subject, mail.text, mail.html):
        assert "K-10000001" in part
        assert not re.search(r"{[{%a-z]", part.split("</style>")[-1])


def test_all_languages_have_the_same_phrases_with_the_same_blanks() -> None:
    from adapters.notifications import renderer

    def blanks(language: str) -> dict[str, set[str]]:
        phrases = renderer._phrases(language)
        return {key: {name for _, name, _, _ in Formatter().parse(phrase) if name} for key, phrase in phrases.items()}

    english = blanks("en")
    assert {"en", "de"} <= languages()
    for language in languages():
        assert blanks(language).keys() == english.keys(), language
        for key, names in blanks(language).items():
            assert names <= english[key] | {"shop", "number", "date"}, (language, key)


def test_a_parcel_is_announced_with_its_tracking() -> None:
    parcel = ContentParcel((("Filter coffee", 2),), "DHL", "JD01", "https://track.example/JD01")
    mail = RENDERER.render(Template.ORDER_SHIPPED, "en", an_order(parcel=parcel))
    assert "2 × Filter coffee" in mail.text
    assert 'href="https://track.example/JD01"' in mail.html
    assert "Total" not in mail.text


def test_a_refund_tells_how_much() -> None:
    assert "Refunded: €5.00" in RENDERER.render(Template.ORDER_REFUNDED, "en", an_order(refunded=eur(500))).text


def test_names_cannot_put_markup_or_lines_into_a_mail() -> None:
    mail = confirmation(shop_name="Kontor\r\nBcc: eve@example.com <script>", order_number="{{ 7*7 }}")
    assert "\n" not in mail.subject
    assert "<script>" not in mail.html
    assert "<b>biscuits</b>" not in mail.html
    assert "Tea &amp; &lt;b&gt;biscuits" in mail.html
    assert "{{ 7*7 }}" in mail.text


def test_the_link_leads_to_the_order() -> None:
    mail = confirmation()
    assert 'href="https://shop.example/orders/t0ken"' in mail.html
    assert "https://shop.example/orders/t0ken" in mail.text


def test_addresses_are_written_as_their_post_wants_them() -> None:
    american = Address("Grace Hopper", ("1 Main St",), "Arlington", "US", "22201", region="VA")
    text = confirmation("de", shipping_address=american).text
    assert re.search(r"arlington.*va.*22201", text, re.IGNORECASE)
    assert "Vereinigte Staaten" in text


def test_a_mail_loads_nothing_from_elsewhere() -> None:
    html = confirmation().html
    assert "<img" not in html
    assert "fonts.googleapis" not in html
    assert not re.search(r"@import|src=", html)


def test_amounts_have_the_digits_of_their_currency() -> None:
    from domain.shared.money import Money

    yen = Money.of(1500, "JPY")
    totals = ContentTotals(yen, Money.of(0, "JPY"), None, "", Money.of(0, "JPY"), (), True, yen)
    assert amounts(confirmation(totals=totals, lines=()).text)["Total"] == "¥1,500"

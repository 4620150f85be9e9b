"""What mails about accounts say, and where they lead."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from adapters.codec import decode, encode
from adapters.notifications.renderer import languages
from application.notifications.ports import RenderedMail
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.notifications.content import MessageContent, PersonContent, SecretLink
from domain.notifications.message import Template
from domain.shared.ids import MailedSecretId
from tests.support.mails import RENDERER, an_order

SECRET = MailedSecretId(UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
LINK = SecretLink("/account/reset-password", "password_reset", SECRET)
ABOUT_ACCOUNTS = [kind for kind in Template if not kind.about_order]
LEADING_NOWHERE = {Template.ACCOUNT_LOCKED, Template.ACCOUNT_CLOSED} | {
    Template.STAFF_ROLES_CHANGED,
    Template.STAFF_LOCKED,
    Template.STAFF_UNLOCKED,
    Template.STAFF_REMOVED,
}


def a_mail(template: Template = Template.RESET_PASSWORD, locale: str = "en", **content: object) -> RenderedMail:
    return RENDERER.render(template, locale, PersonContent("Kontor", "Ada", **({"link": LINK} | content)))  # type: ignore[arg-type]


@pytest.mark.parametrize("template", ABOUT_ACCOUNTS)
@pytest.mark.parametrize("language", sorted(languages()))
def test_every_mail_can_be_written_in_every_language(template: Template, language: str) -> None:
    facts = (("device", "Firefox"), ("network", "192.0.2.0/24"))
    path = "" if template in LEADING_NOWHERE else "/account"
    mail = a_mail(template, language, facts=facts, link=None, path=path, happened_at=datetime(2026, 3, 5, 9, 12, tzinfo=UTC))
    for part in (mail.text, mail.html):
        assert "Kontor" in part
        assert "Ada" in part
        assert "2026" in part
        assert not re.search(r"{[{%a-z]", part.split("</style>")[-1])
    assert "Kontor" in mail.subject
    assert f'<html lang="{language}"' in mail.html


@pytest.mark.parametrize("template", ABOUT_ACCOUNTS)
def test_german_mails_call_their_reader_du(template: Template) -> None:
    text = a_mail(template, "de", link=None, path="" if template in LEADING_NOWHERE else "/account").text
    assert not re.search(r"\b(Ihr|Ihre|Ihrer|Ihrem|Ihren)\b|\b(Sie|Ihnen) (sich|ein|nicht)\b|(en|n) Sie\b", text)


def test_the_token_is_in_the_mail_and_not_in_what_is_stored() -> None:
    token = re.search(r"https://shop\.example/account/reset-password#token=([\w=-]{64})", a_mail().text)
    assert token
    assert token[1] in a_mail().html
    assert token[1] not in str(encode(PersonContent("Kontor", "Ada", link=LINK)))


def test_tokens_of_different_purposes_differ() -> None:
    tokens = {a_mail(link=SecretLink("/x", purpose.value, SECRET)).text for purpose in SecretPurpose}
    assert len(tokens) == len(SecretPurpose)


def test_a_mail_that_leads_nowhere_has_no_button() -> None:
    mail = a_mail(Template.ACCOUNT_CLOSED, link=None)
    assert "href" not in mail.html.split("<body")[-1]
    assert "http" not in mail.text


def test_names_cannot_put_markup_or_lines_into_a_mail() -> None:
    content = PersonContent("Kontor\r\nBcc: eve@example.com", "<script>\n.\n", (("device", "<b>\r\nx"),), LINK)
    mail = RENDERER.render(Template.NEW_DEVICE, "en", content)
    assert "\n" not in mail.subject
    assert "<script>" not in mail.html
    assert "<b>" not in mail.html
    assert "\n.\n" not in mail.text


@pytest.mark.parametrize("content", [an_order(), PersonContent("Kontor", ""), PersonContent("Kontor", "Ada", (("device", "x"),), LINK)])
def test_stored_contents_are_read_back_as_what_they_were(content: MessageContent) -> None:
    assert decode(MessageContent, encode(content)) == content  # type: ignore[arg-type]  # a union is no class


def test_the_page_of_mails_lists_every_mail_once() -> None:
    page = (Path(__file__).parents[3] / "docs" / "mails.md").read_text(encoding="utf-8")
    listed = [name for row in page.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(listed) == sorted(kind.value for kind in Template)

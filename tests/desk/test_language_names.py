"""The name of a language is said in it, wherever the desk names it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from django.urls import reverse

from inss.newsletter.models import ConsentEvent
from tests.dom import parse
from tests.factories import make_draft, make_page, make_user
from tests.newsletter.cast import make_subscriber

NAMES = {"English": "en", "עברית": "he"}


def in_another_language(element: Element, lang: str = "") -> Iterator[str]:
    """Each text that names a language, and stands in another one."""
    lang = element.get("lang", lang)
    inside = [(element.text, lang), *((child.tail, lang) for child in element)]
    for words, around in inside:
        yield from (words for name, own in NAMES.items() if name in (words or "") and around != own)
    for child in element:
        yield from in_another_language(child, lang)


@pytest.fixture(params=["en", "he"])
def office(client, db, request):
    client.force_login(make_user(is_staff=True, is_superuser=True, language=request.param))
    return client


@pytest.mark.parametrize(
    "address",
    [
        reverse(f"admin:{name}")
        for name in (
            "index",
            "posts_post_changelist",
            "posts_post_add",
            "pages_page_changelist",
            "pages_page_add",
            "accounts_user_changelist",
            "accounts_user_add",
            "newsletter_subscriber_changelist",
            "newsletter_subscriber_add",
            "newsletter_subscriber_figures",
        )
    ],
)
def test_the_name_of_a_language_is_said_in_it(office, address):
    for language in ("en", "he"):
        make_draft(language=language)
        make_page(language=language)
    make_subscriber("confirmed", language="he")
    page = parse(office.get(address))

    assert list(in_another_language(page)) == []


def test_the_language_of_a_row_that_is_opened_is_said_in_it(office):
    page = make_page(language="he")
    make_page(language="en")
    subscriber = make_subscriber("confirmed", language="he")
    ConsentEvent.objects.create(subscriber=subscriber, kind="confirmed", language="he")
    found = {}
    for row in (page, subscriber):
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        found[address] = list(in_another_language(parse(office.get(address))))

    assert {address: words for address, words in found.items() if words} == {}

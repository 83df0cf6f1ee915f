"""The form of a page: what is corrected, and what is refused."""

import pytest

from inss.pages.models import Page
from tests.factories import make_page

from .sending import change, form, new_page


@pytest.mark.parametrize("body", ["", "<p> </p>"])
def test_a_page_without_text_is_a_draft_and_is_not_published(publisher, body):
    assert form(new_page(publisher, "_publish", body=body)).errors == {"body": ["The text is empty."]}

    new_page(publisher, body=body)

    assert Page.objects.get().status == "draft"


def test_a_published_page_keeps_some_text_until_it_is_a_draft_again(publisher):
    page = make_page()
    assert form(change(publisher, page, body="")).errors == {"body": ["The text is empty."]}

    change(publisher, page, "_unpublish", body="")

    page.refresh_from_db()
    assert (page.status, page.body) == ("draft", "")


def test_the_title_of_a_page_is_one_line(editor):
    new_page(editor, title="Our\n history ")

    assert Page.objects.get().title == "Our history"

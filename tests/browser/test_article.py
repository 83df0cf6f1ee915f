"""The buttons of a post that copy: they say what came of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)

REFUSING_CLIPBOARD = (
    "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
)


def press_copy_citation(page: Page) -> None:
    page.goto(make_post().get_absolute_url())
    page.get_by_role("button", name="Copy citation").click()


def test_a_citation_is_copied_and_the_button_says_so(open_context):
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    press_copy_citation(page)

    expect(page.locator("[data-status]")).to_have_text("Copied")
    citation = page.locator("#cite-text").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == citation
    expect(page.get_by_role("button", name="Copy citation")).to_be_visible()


def test_a_clipboard_that_refuses_is_said_and_not_taken_for_copied(page, complaints):
    page.add_init_script(REFUSING_CLIPBOARD)
    press_copy_citation(page)

    expect(page.locator("[data-status]")).to_have_text("Could not copy")
    expect(page.get_by_role("button", name="Copy citation")).to_be_visible()
    assert complaints == []

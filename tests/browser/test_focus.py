"""What opens, or is led to, has the focus."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import log_in
from tests.factories import make_menu_item, make_post, make_section

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_drawer_opened_by_keyboard_has_the_focus_and_gives_it_back(open_context, live_server, scripts):
    make_menu_item(section=make_section("Posts"))
    page = open_context(width=390, java_script_enabled=scripts).new_page()
    page.goto("/")
    opener = page.get_by_role("button", name="Menu")
    opener.press("Enter")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_the_rail_of_the_desk_opened_by_keyboard_has_the_focus(open_context, live_server, editor):
    context = open_context(width=390)
    log_in(context, live_server, editor)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_role("button", name="Menu").press("Enter")

    expect(page.get_by_role("button", name="Close")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_page_does_not_begin_in_its_drawer(open_context, live_server, editor, width):
    context = open_context(width=width)
    log_in(context, live_server, editor)
    page = context.new_page()
    for address in ("/", "/admin/"):
        page.goto(address)
        assert page.evaluate("document.activeElement.localName") == "body"


@pytest.mark.parametrize("scripts", [True, False])
def test_cite_leads_the_focus_to_the_citation(open_context, live_server, scripts):
    page = open_context(java_script_enabled=scripts).new_page()
    page.goto(make_post().get_absolute_url())
    page.get_by_role("link", name="Cite").press("Enter")

    expect(page.get_by_role("region", name="Cite this publication")).to_be_focused()

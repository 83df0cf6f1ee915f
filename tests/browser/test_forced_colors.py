"""Where the reader's system chooses the colours, what a ground says elsewhere is still seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.post_form import form_of
from tests.factories import make_draft


@pytest.fixture
def forced(form):
    """The form of a draft under forced colours."""
    form.page.emulate_media(forced_colors="active")
    return form.open(form_of(make_draft()))


def test_a_pressed_tool_looks_pressed(forced):
    bold = forced.page.get_by_role("button", name="Bold")
    forced.text.click()
    released = bold.screenshot()
    forced.page.keyboard.press("Control+b")
    expect(bold).to_have_attribute("aria-pressed", "true")

    assert bold.screenshot() != released


def test_the_text_shows_that_it_has_the_focus(forced):
    edge = "text => getComputedStyle(text).borderInlineStartColor"
    left = forced.text.evaluate(edge)
    forced.text.focus()

    assert forced.text.evaluate(edge) != left


def test_a_link_to_the_present_page_shows_that_it_has_the_focus(forced):
    here = forced.page.locator(".rail [aria-current]")
    left = here.evaluate("link => getComputedStyle(link).outline")
    forced.page.keyboard.press("Tab")
    here.focus()

    assert here.evaluate("link => getComputedStyle(link).outline") != left


@pytest.mark.parametrize("icon", [".date-icon", ".clock-icon"])
def test_the_icons_of_calendar_and_clock_are_drawn(forced, icon):
    drawn = forced.page.locator(icon).first.evaluate("icon => getComputedStyle(icon).backgroundColor")
    ground = forced.page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert drawn != ground


def test_the_day_chosen_in_the_calendar_is_marked(forced):
    forced.page.get_by_label("Day", exact=True).fill("2031-07-24")
    forced.page.locator(".datetimeshortcuts button").first.click()
    chosen = forced.page.locator(".calendar td.selected a")

    expect(chosen).to_have_text("24")
    expect(chosen).to_have_css("border-style", "solid")

"""The copy buttons of a post, and their messages."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.targets import SIZE_TO_PRESS
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


NOTE = '<span class="footnote" data-note="{}"></span>'
WITH_NOTES = (
    "<p>Before.</p>" * 30
    + f"<p>Two side by side{NOTE.format('One')}{NOTE.format('Two')} and a word.</p>"
    + "<p>After.</p>" * 30
)


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("place", [".fnref >> nth=-1", ".notes li > a >> nth=0"])
def test_the_way_to_a_note_and_back_is_large_enough_for_a_thumb(open_context, language, place):
    page = open_context(width=390).new_page()
    page.goto(make_post(body=WITH_NOTES, language=language).get_absolute_url())

    assert min(page.locator(place).evaluate(SIZE_TO_PRESS)) >= 24


def test_the_number_of_a_note_does_not_part_lines(open_context):
    page = open_context(width=390).new_page()
    page.goto(make_post(body=f"<p>Without</p><p>With{NOTE.format('One')}</p>").get_absolute_url())
    without, noted = (page.locator(".prose > p").nth(n).bounding_box()["height"] for n in (0, 1))

    assert noted == without


def test_each_of_two_notes_side_by_side_is_pressed_at_its_own_number(open_context):
    page = open_context(width=390).new_page()
    page.goto(make_post(body=WITH_NOTES).get_absolute_url())

    for number in (1, 2):
        page.locator(f"#r{number}").click()
        expect(page.locator(f"#n{number}")).to_be_focused()


def test_back_from_a_note_the_sentence_before_its_number_is_in_view(open_context):
    page = open_context(width=390).new_page()
    page.goto(make_post(body=WITH_NOTES).get_absolute_url())
    page.locator("#r2").click()
    page.locator('a[href="#r2"]').click()

    assert page.locator("#r2").bounding_box()["y"] > 200


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("language", ["en", "he"])
def test_without_scripts_the_ways_to_share_stay_within_the_page(open_context, language, width):
    page = open_context(width=width, java_script_enabled=False).new_page()
    page.goto(make_post(language=language).get_absolute_url())
    page.locator(".share summary").click()
    panel = page.locator(".share ul").bounding_box()

    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width


def test_in_forced_colors_the_name_of_the_page_does_not_look_like_a_button(page):
    page.emulate_media(forced_colors="active")
    page.goto(make_post().get_absolute_url())
    here = page.locator(".crumbs [aria-current]")

    assert here.evaluate("element => getComputedStyle(element).outlineStyle") == "none"


def test_what_is_reached_by_keyboard_is_in_view_at_once(page):
    page.emulate_media(reduced_motion="no-preference")
    page.goto(make_post(body=WITH_NOTES).get_absolute_url())
    top = page.locator(".notes a").last.evaluate("link => (link.focus(), link.getBoundingClientRect().top)")

    assert 0 <= top < page.viewport_size["height"]

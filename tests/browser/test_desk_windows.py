"""The desk in wide and narrow windows: what opens stays inside, and save buttons stay visible."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.desk import log_in
from tests.factories import make_author, make_draft, make_publisher, make_tag


@pytest.fixture
def open_desk(open_context, live_server, transactional_db):
    def open_page(language: str, **options: object) -> Page:
        context = open_context(**options)
        log_in(context, live_server, make_publisher(language=language))
        return context.new_page()

    return open_page


def form_of(post) -> str:
    return reverse("admin:posts_post_change", args=[post.pk])


def is_inside(page: Page, selector: str) -> bool:
    """Whether the element stands inside the window, and the page is no wider than it."""
    return page.locator(selector).evaluate(
        """(element) => {
          const { left, right } = element.getBoundingClientRect();
          const { clientWidth, scrollWidth } = document.documentElement;
          return left >= 0 && right <= clientWidth && scrollWidth <= clientWidth;
        }"""
    )


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "he"])
def test_calendar_and_clock_open_inside_the_window(open_desk, language, width):
    page = open_desk(language, width=width)
    page.goto(form_of(make_draft()))
    for link in ("#calendarlink0", "#clocklink0"):
        page.locator(link).click()
        assert is_inside(page, "dialog[open]")
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["en", "he"])
def test_each_filter_opens_inside_a_narrow_window(open_desk, language):
    page = open_desk(language, width=390)
    make_draft()
    page.goto(reverse("admin:posts_post_changelist"))
    for summary in page.locator(".filter summary").all():
        summary.click()
        assert is_inside(page, ".filter[open] > ul")
        page.keyboard.press("Escape")


def test_the_state_stays_in_sight_and_never_over_a_field_that_has_the_focus(open_desk):
    page = open_desk("en", width=1440)
    page.goto(form_of(make_draft(tags=[make_tag("energy")], authors=[make_author(), make_author()])))
    page.mouse.wheel(0, 600)
    expect(page.get_by_role("button", name="Publish now")).to_be_in_viewport()
    page.locator("#id_tags").focus()
    for _stop in range(12):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            """() => {
              const focused = document.activeElement;
              const { x, y, width, height } = focused.getBoundingClientRect();
              return focused.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }"""
        )


def test_role_and_affiliation_are_said_while_they_are_folded_away(open_desk):
    page = open_desk("en")
    page.goto(form_of(make_draft(authors=[make_author("Maya Doron")])))
    lid = page.locator(".ordered__more:visible summary")
    expect(lid).to_have_text("Role and affiliation: author")
    lid.click()
    page.locator("#id_bylines-0-role").select_option("editor")
    page.locator("#id_bylines-0-affiliation").fill("Tel Aviv University")
    page.keyboard.press("Tab")
    expect(lid).to_have_text("Role and affiliation: editorTel Aviv University")

"""Lists and authors in a real browser: the filters after Back, and the printed page."""

import datetime as dt

import pytest

from tests.factories import make_author, make_post, make_section, make_topic

pytestmark = pytest.mark.django_db(transaction=True)


def test_after_back_the_filters_say_what_the_list_shows(page, live_server):
    section = make_section("Posts", slug="posts")
    make_post(section=section, at=dt.datetime(2023, 5, 1, tzinfo=dt.UTC))
    make_post(section=section)
    page.goto("/posts/")
    page.locator("#year").select_option("2023")
    page.goto("/")
    page.go_back()

    assert page.locator("#year").input_value() == ""


def test_in_print_what_an_author_heads_is_a_list_without_a_gap_before_its_separator(page, live_server):
    author = make_author()
    author.leads.set([make_topic(), make_topic()])
    page.emulate_media(media="print")
    page.goto(author.get_absolute_url())
    first, second = (item.bounding_box() for item in page.locator("ul.chips li").all())

    assert second["x"] - (first["x"] + first["width"]) < 1


# How many titles are parted from their kicker by columns of this height, which break the list as pages do.
PARTED = """height => {
  const list = document.querySelector(".stories");
  list.style.cssText = `columns: 20rem auto; column-fill: auto; inline-size: 20rem; block-size: ${height}px`;
  const left = (element) => element.getBoundingClientRect().left;
  const kickers = [...list.querySelectorAll(".kicker")];
  return kickers.filter((kicker) => left(kicker) !== left(kicker.nextElementSibling)).length;
}"""


def test_in_print_no_kicker_is_parted_from_its_title(page, live_server):
    for number in range(12):
        make_post(title=f"A title of several words, number {number}", standfirst="What is new. " * number)
    page.emulate_media(media="print")
    page.goto("/archive/")
    parted = {height: page.evaluate(PARTED, height) for height in range(200, 400, 7)}

    assert {height: count for height, count in parted.items() if count} == {}

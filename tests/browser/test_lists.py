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

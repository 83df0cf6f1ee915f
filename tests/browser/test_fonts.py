"""Which fonts a page loads: what its text is set in, and no more."""

import pytest

from tests.factories import make_post, make_site, make_topic

pytestmark = pytest.mark.django_db(transaction=True)


def fonts_of(page, address: str) -> set[str]:
    asked = set()
    page.on("request", lambda request: asked.add(request.url.rpartition("/")[2]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return {name.removesuffix(".woff2") for name in asked if name.endswith(".woff2")}


def test_the_hebrew_home_loads_no_latin_serif_that_it_does_not_use(page, live_server):
    make_site()
    make_post(
        language="he", title="בשנת 2026: ״כן״, 12%?", topics=[make_topic(name_he="סין (ואיראן)")], authors=[]
    )

    assert fonts_of(page, "/he/") == {"serif-hebrew", "serif-marks", "sans-hebrew", "sans-latin"}


def test_a_hebrew_page_with_latin_words_loads_their_serif(page, live_server):
    make_site()
    make_post(language="he", title="לפי דוח Rand")

    assert "serif-latin" in fonts_of(page, "/he/")


def test_the_english_home_loads_the_latin_serif_alone(page, live_server):
    make_site()
    make_post(title="In 2026: “yes”", authors=[])

    assert {name for name in fonts_of(page, "/") if "serif" in name} == {"serif-latin"}

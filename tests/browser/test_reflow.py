"""On the narrowest screen (1280 px at four times the size) nothing is read by scrolling sideways."""

import pytest

from .visits import PUBLIC_PAGES, Look, localised, open_page

WIDTH = 320
PAGES = PUBLIC_PAGES | {
    "center": "/topics/israel-china-policy-center/",
    "no result": "/search/?q=" + "x" * 80,
}


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_page_is_wider_than_a_narrow_window(chromium, demo_site, language):
    page = open_page(chromium, demo_site, Look(language, "light", WIDTH))
    widths = {}
    for name, path in PAGES.items():
        page.goto(localised(path, language))
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert {name: width for name, width in widths.items() if width > WIDTH} == {}

"""On the narrowest screen (1280 px at four times the size) nothing is read by scrolling sideways."""

import pytest

from .visits import PUBLIC_PAGES, Look, localised, open_page

WIDTH = 320
LEAST_TARGET_PX = 24
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


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_link_of_the_footer_is_high_enough_for_a_thumb(chromium, demo_site, language):
    page = open_page(chromium, demo_site, Look(language, "light", 390))
    page.goto(localised("/", language))
    heights = page.locator("footer a:visible").evaluate_all(
        "links => links.map(link => [link.textContent.trim(), link.getBoundingClientRect().height])"
    )
    page.context.close()
    assert [link for link in heights if link[1] < LEAST_TARGET_PX] == []

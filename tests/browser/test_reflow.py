"""No page needs horizontal scrolling on the narrowest screen (1280 px at 400 % zoom)."""

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


# The words of the headings that stand on more than one line.
BROKEN_WORDS = """() => {
  document.documentElement.style.fontSize = "200%";
  const broken = [], range = document.createRange();
  for (const heading of document.querySelectorAll("h1:not(.vh)")) {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const { index, 0: word } of texts.currentNode.data.matchAll(/[\\p{L}’]+/gu)) {
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (range.getClientRects().length > 1) broken.push(word);
      }
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_no_word_of_a_heading_breaks_when_letters_are_twice_as_large(chromium, demo_site, width):
    page = open_page(chromium, demo_site, Look("en", "light", width))
    broken = {}
    for name, path in PUBLIC_PAGES.items():
        page.goto(path)
        broken[name] = page.evaluate(BROKEN_WORDS)
    page.context.close()
    assert {name: words for name, words in broken.items() if words} == {}

"""Each page type of the demonstration is valid HTML, in both languages, as the server sends it."""

import urllib.error
import urllib.request

import pytest

from tests.browser.visits import PUBLIC_PAGES, localised


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.read()
    except urllib.error.HTTPError as answer:
        return answer.read()


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_page_is_valid_html(nu, demo_site, name, language):
    html = fetch(demo_site.url + localised(PUBLIC_PAGES[name], language))
    assert nu({f"{name}-{language}": html}) == []

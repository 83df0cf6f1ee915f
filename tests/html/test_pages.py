"""Each page type is valid HTML: the demonstration's in both languages, as the server sends them."""

import urllib.error
import urllib.request

import pytest
from django.template.loader import get_template

from tests.browser.visits import PUBLIC_PAGES, localised, status_of

MORE_PAGES = {
    "second page of a list": "/publications/?page=2",
    "filtered list": "/publications/?year=2024",
    "empty list": "/publications/?year=2024&topic=yemen-and-the-houthi-movement&section=publications/books",
    "tag": "/tags/deterrence/",
    "projects": "/projects/",
    "project": "/projects/contemporary-antisemitism-in-the-united-states/",
    "month": "/archive/2024/07/",
}
FAULTS = ["400.html", "403.html", "403_csrf.html", "500.html", "503.html"]


def fetch(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_page_is_valid_html(nu, demo_site, language):
    pages = {}
    for name, path in (PUBLIC_PAGES | MORE_PAGES).items():
        status, pages[name] = fetch(demo_site.url + localised(path, language))
        assert status == status_of(name), name

    assert nu(pages) == []
    assert [name for name in ("search", "nothing found") if b"story__title" in pages[name]] == ["search"]


def test_the_page_of_a_withdrawn_post_is_valid_html(nu, demo_site):
    status, page = fetch(f"{demo_site.url}/publication/spotlight-a-table-that-did-not-add-up/")

    assert status == 410
    assert nu({"410": page}) == []


def test_every_page_of_a_fault_is_valid_html(nu):
    assert nu({name.removesuffix(".html"): get_template(name).render() for name in FAULTS}) == []

"""Every entry of the menu leads to a page with content: a post, or at least eighty words."""

import json
import re
import urllib.request
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

SEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed_site.json"
NOT_YET = {"Events", "Team"}
ENOUGH_WORDS = 80
# The seed's spellings that its list of defects corrects.
CORRECTED = {"Support": "Support Us", "Video Gallery": "Video gallery", "Press Release": "Press Releases"}


class Part(HTMLParser):
    """The links and the text inside the first element with the given tag and id."""

    def __init__(self, tag: str, key: str) -> None:
        super().__init__()
        self.tag, self.key, self.depth = tag, key, 0
        self.links: dict[str, str] = {}
        self.words: list[str] = []
        self.href: str | None = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == self.tag and (self.depth or attributes.get("id") == self.key):
            self.depth += 1
        if self.depth and tag == "a":
            self.href, self.label = attributes.get("href"), []

    def handle_endtag(self, tag):
        if tag == "a" and self.href:
            self.links[" ".join("".join(self.label).split())] = self.href
            self.href = None
        if self.depth and tag == self.tag:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.words += data.split()
            if self.href:
                self.label.append(data)


def read(html: str, tag: str, key: str) -> Part:
    part = Part(tag, key)
    part.feed(html)
    return part


@cache
def fetch(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


def menu_links(site, language: str) -> dict[str, str]:
    """{label: path} of header and footer, the search and the link to the other language apart."""
    home = fetch(site.url + ("/he/" if language == "he" else "/"))
    links = read(home, "header", "header").links | read(home, "footer", "footer").links
    other = re.compile(r"^/(?!he/)|/search/$" if language == "he" else r"^/he/|/search/$")
    return {label: path for label, path in links.items() if path.startswith("/") and not other.search(path)}


def has_content(url: str) -> bool:
    main = read(fetch(url), "main", "content")
    return any("/publication/" in path for path in main.links.values()) or len(main.words) >= ENOUGH_WORDS


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_link_of_the_menu_leads_to_content(demo_site, language):
    links = menu_links(demo_site, language)
    assert len(links) > 60
    assert {label: path for label, path in links.items() if not has_content(demo_site.url + path)} == {}


def seed_labels() -> list[str]:
    """Every link of the seed's four menus, in the one spelling."""
    if not SEED.exists():
        pytest.skip("the seed data are not beside this checkout")

    def walk(items):
        for item in items:
            if item["target"]["kind"] not in {"group", "language_switch"}:
                yield item.get("canonical_label", item["label"])
            yield from walk(item.get("children", []))

    menus = json.loads(SEED.read_text())["menus"]
    found = {label for menu in menus.values() for label in walk(menu)}
    return sorted(CORRECTED.get(label, label).replace("'", "’") for label in found - NOT_YET)


def test_every_link_of_the_seeds_menus_is_in_ours(demo_site):
    ours = {label.replace("Shiite", "Shi’ite") for label in menu_links(demo_site, "en")}
    headings = read(fetch(demo_site.url + "/"), "header", "header").words
    wanted = [label.replace("Shiite", "Shi’ite") for label in seed_labels()]
    assert [label for label in wanted if label not in ours and label not in " ".join(headings)] == []

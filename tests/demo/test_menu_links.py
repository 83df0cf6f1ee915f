"""Every entry of the menu leads to a page with content: a post, or at least eighty words."""

from xml.etree.ElementTree import Element

import pytest

from tests.dom import links, parse, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

HOME = {"en": "/", "he": "/he/"}
ENOUGH_WORDS = 80
ENTRIES = {"a", "h2", "p", "summary"}  # some are headings without a link

# The institute's own menus, in one spelling. Events and Team come with the pages they lead to.
LABELS = """
Research
Topics
Israel and the Global Powers
Israel-United States Relations
Glazer Israel-China Policy Center
Russia
Europe
Iran and the Shi’ite Axis
Iran
Lebanon and Hezbollah
Syria
Yemen and the Houthi Movement
Iraq and the Iraqi Shi’ite Militias
Conflict to Agreements
Israeli-Palestinian Relations
Hamas and the Gaza Strip
Peace Agreements and Normalization in the Middle East
Saudi Arabia and the Gulf States
Turkey
Egypt
Jordan
Israel’s National Security Policy
Military and Strategic Affairs
Societal Resilience and the Israeli Society
Jewish-Arab Relations in Israel
Climate, Infrastructure and Energy
Terrorism and Low Intensity Conflict
Cross-Arena Research
Data Analytics Center
Law and National Security
Advanced Technologies and National Security
Cognitive Warfare
Economics and National Security
Projects
Preventing the Slide into a One-State Reality
Contemporary Antisemitism in the United States
Perceptions about Jews and Israel in the Arab-Muslim World and Their Impact on the West
Publications
All Publications
INSS Insight
Policy Papers
Special Publication
Strategic Assessment
Technology Platform
Memoranda
Posts
Books
Archive
Database
Surveys
Spotlight
Maps
Real-Time Tracker
About
Vision and Mission
History
Research Disciplines
Board of Directors
Fellowship and Prizes
Internships
Newsletter
Media
Communications
Articles
Quotes
Radio and TV
Video gallery
Press Releases
Podcast
Contact
Support Us
Home
"""


def menu(client, language: str) -> list[Element]:
    tree = parse(client.get(HOME[language]))
    return [part for part in tree.iter() if part.get("id") in {"header", "footer"}]


def menu_links(client, language: str) -> dict[str, str]:
    """{label: address}, the search and the link to the other language apart."""
    [other] = HOME.keys() - {language}
    apart = {HOME[other], f"{HOME[language]}search/"}
    found = {label: address for part in menu(client, language) for label, address in links(part).items()}
    return {
        label: address for label, address in found.items() if address.startswith("/") and address not in apart
    }


def has_content(client, address: str) -> bool:
    [main] = parse(client.get(address)).iter("main")
    for beside in main.iter("aside"):
        beside.clear()
    leads_to_a_post = any("/publication/" in href for href in links(main).values())
    return leads_to_a_post or len(text(main).split()) >= ENOUGH_WORDS


@pytest.mark.parametrize("language", HOME)
def test_every_link_of_the_menu_leads_to_content(client, language):
    found = menu_links(client, language)

    assert len(found) > 60
    assert {label: address for label, address in found.items() if not has_content(client, address)} == {}


def test_the_menu_leads_to_the_same_places_in_both_languages(client):
    english, hebrew = (set(menu_links(client, language).values()) for language in HOME)

    assert hebrew == {f"/he{address}" for address in english}


def test_every_entry_of_the_institutes_menus_is_in_ours(client):
    for place in menu(client, "en"):
        ours = {text(part) for part in place.iter() if part.tag in ENTRIES}
        assert [label for label in LABELS.strip().splitlines() if label not in ours] == [], place.get("id")

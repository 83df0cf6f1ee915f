"""The cast of the post page's tests."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from inss.pages.models import MenuItem
from posts.models import Author, Post
from tests.dom import parse
from tests.factories import (
    make_author,
    make_menu_item,
    make_page,
    make_post,
    make_section,
    make_site,
    make_topic,
)

JERUSALEM = zoneinfo.ZoneInfo("Asia/Jerusalem")
LANGUAGES = ["en", "he"]
TITLES = {
    "en": "Hamas–Fatah Reconciliation Meeting Under Chinese Sponsorship",
    "he": "מפגש הפיוס בין חמאס לפתח בחסות סין",
}
BODIES = {
    "en": "<p>They said “yes” and ‘no’.</p>"
    '<p>A claim<span class="footnote" data-note="The first source."></span> and'
    ' another<span class="footnote" data-note="The second source."></span>.</p>'
    "<p>A third paragraph.</p><p>A fourth.</p>",
    "he": "<p>הם אמרו ״כן״ ו׳לא׳.</p>"
    '<p>טענה<span class="footnote" data-note="מקור ראשון."></span>'
    ' ועוד אחת<span class="footnote" data-note="מקור שני."></span>.</p>'
    "<p>פסקה שלישית.</p><p>רביעית.</p>",
}
LONG_NAME = "Israel-China Policy Center - The Diane and Guilford Glazer Foundation"


@dataclass
class World:
    """A small institute with one post in two languages."""

    language: str
    post: Post
    twin: Post
    author: Author

    @property
    def prefix(self) -> str:
        return "/he" if self.language == "he" else ""

    def read(self, client) -> Element:
        return parse(client.get(self.post.get_absolute_url()))


def make_world(language: str) -> World:
    make_site()
    publications = make_section("Publications", name_he="פרסומים", slug="publications")
    section = make_section("Posts", name_he="פוסטים", slug="posts", parent=publications)
    author = make_author("Galia Lavi", name_he="גליה לביא", slug="galia-lavi", title_en="Researcher")
    powers = make_topic("Israel and the Global Powers", name_he="ישראל בזירה הגלובלית", slug="powers")
    center = make_topic(
        "Glazer Israel-China Policy Center",
        name_he="מרכז גלייזר",
        slug="israel-china-policy-center",
        parent=powers,
        long_name_en=LONG_NAME,
    )
    build_menu(publications, section, powers, center)
    posts = {
        language: make_post(
            title=TITLES[language],
            slug="hamas-fatah",
            language=language,
            section=section,
            authors=[author],
            topics=[center],
            body=BODIES[language],
            at=dt.datetime(2024, 7, 24, 0, 30, tzinfo=JERUSALEM),
        )
        for language in LANGUAGES
    }
    english, hebrew = posts["en"], posts["he"]
    Post.objects.filter(pk=hebrew.pk).update(twin_group=english.twin_group)
    hebrew.refresh_from_db()
    other = "he" if language == "en" else "en"
    return World(language, posts[language], posts[other], author)


def build_menu(publications, section, powers, center) -> None:
    research = make_menu_item(label_en="Research", label_he="מחקר")
    topics = make_menu_item(label_en="Topics", label_he="נושאים", view=MenuItem.View.TOPICS, parent=research)
    make_menu_item(topic=center, parent=make_menu_item(topic=powers, parent=topics))
    branch = make_menu_item(section=publications)
    make_menu_item(section=section, parent=branch)
    make_menu_item(
        label_en="Contact",
        label_he="צור קשר",
        url_en="/contact/",
        url_he="/he/contact/",
        zone=MenuItem.Zone.UTILITY,
    )
    make_menu_item(view=MenuItem.View.OTHER_LANGUAGE, zone=MenuItem.Zone.UTILITY)
    for slug in ("accessibility", "privacy", "terms"):
        page = make_page(slug=slug)
        make_page(slug=slug, language="he", twin_group=page.twin_group)
        make_menu_item(page=page, zone=MenuItem.Zone.SMALL_PRINT)

"""Every link of the institute's menus leads to a page with content, in each language."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from inss.demo.files import read
from topics.models import Topic

ENOUGH_WORDS = 80
VIEWS = {
    "home": "home",
    "topics": "topics",
    "projects": "projects",
    "archive": "posts:archive",
    "newsletter": "newsletter:signup",
}
LATER = {"events", "team"}  # views of the next issue
ELSEWHERE = {"other-language"}  # leads to the page's twin: tests/posts/test_post_page.py, row 6

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def entries(rows: list[dict]) -> list[dict]:
    return [entry for row in rows for entry in (row, *entries(row.get("children", [])))]


def targets() -> list[tuple[str, str]]:
    """("topic", "russia") and the like, for each entry of the menu that is a link, each once."""
    found = {
        (kind, row[kind])
        for row in entries(read("menu"))
        for kind in ("topic", "section", "page", "view")
        if kind in row
    }
    return sorted(target for target in found if target[1] not in LATER | ELSEWHERE)


def address(kind: str, key: str) -> str:
    if kind == "topic":
        return Topic.objects.get(slug=key).get_absolute_url()
    if kind == "view":
        return reverse(VIEWS[key])
    return reverse("by_path", args=[f"{key}/"])


def main_text(html: str) -> str:
    [main] = re.findall(r"<main\b.*?</main>", html, re.DOTALL)
    without_data = re.sub(r"<script\b.*?</script>", " ", main, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", without_data))


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize(("kind", "key"), targets())
def test_a_link_of_the_menu_leads_to_content_in_its_language(kind, key, language):
    with override(language):
        path = address(kind, key)

    response = Client().get(path)

    assert response.status_code == 200
    html = response.content.decode()
    prefix = "/he" if language == "he" else ""
    has_posts = f'href="{prefix}/publication/' in html
    assert has_posts or len(main_text(html).split()) >= ENOUGH_WORDS


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_menu_on_the_page_links_to_every_target(language):
    with override(language):
        html = Client().get(reverse("home")).content.decode()
        missing = [target for target in targets() if f'href="{address(*target)}"' not in html]

    assert not missing

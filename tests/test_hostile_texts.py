"""A script in any text is shown as text: on public pages, in their JSON-LD, and at the desk."""

import json

import pytest
from django.urls import reverse

from posts.models import Post
from tests.factories import (
    make_author,
    make_draft,
    make_menu_item,
    make_page,
    make_post,
    make_publisher,
    make_section,
    make_site,
    make_tag,
    make_topic,
    make_withdrawn,
)
from tests.posts.sending import ADD, LIST, change, side

pytestmark = pytest.mark.django_db

SCRIPT = '"></script><script>alert(1)</script>'
SHORT = '"><script>1</script>'  # where twenty characters are all there is room for


@pytest.fixture
def hostile(client):
    """Create one object of each kind, with a script in each of its texts."""
    make_site(
        name_en=SCRIPT, short_name_en=SHORT, tagline_en=SCRIPT, affiliation_en=SCRIPT, address_en=SCRIPT,
        telephone=SHORT, fax=SHORT, credit_en=SCRIPT, name_he=SCRIPT,
    )  # fmt: skip
    texts = {"name_en": SCRIPT, "name_he": SCRIPT}
    topic = make_topic(**texts, long_name_en=SCRIPT, intro_en=SCRIPT, sponsor_en=SCRIPT, slug="topic")
    section = make_section(**texts, slug="section")
    author = make_author(**texts, title_en=SCRIPT, bio_en=SCRIPT, slug="author")
    author.leads.add(topic)
    tag = make_tag(SCRIPT, name_he=SCRIPT, slug="tag")
    body = f"<h2>{SCRIPT}</h2><p onclick='alert(1)'>{SCRIPT}<a href='javascript:alert(1)'>x</a></p>"
    values = {"title": SCRIPT, "standfirst": SCRIPT, "body": body, "section": section, "authors": [author]}
    post = make_post(**values, topics=[topic], tags=[tag], slug="post")
    post.bylines.update(affiliation=SCRIPT)
    make_withdrawn(SCRIPT, **values, topics=[topic], slug="withdrawn")
    make_draft(**values, topics=[topic], slug="draft")
    make_page(SCRIPT, body=body, slug="page")
    make_menu_item(label_en=SCRIPT, label_he=SCRIPT)
    for child in ({"topic": topic}, {"section": section}, {"label_en": SCRIPT, "url_en": "/page/"}):
        make_menu_item(**child)
    return post


HOSTILE_PAGES = {
    "/": 200,
    "/he/": 200,
    "/publication/post/": 200,
    "/publication/withdrawn/": 410,
    "/section/": 200,
    "/topics/": 200,
    "/topics/topic/": 200,
    "/authors/author/": 200,
    "/tags/tag/": 200,
    "/page/": 200,
    f"/search/?q={SCRIPT}": 200,
    f"/nowhere/{SCRIPT}/": 404,
    "/newsletter/": 200,
}


LISTS = [
    "posts_post",
    "posts_author",
    "posts_tag",
    "posts_section",
    "topics_topic",
    "pages_page",
    "pages_menuitem",
]


def has_script(html: str) -> bool:
    return any(text in html.lower() for text in ("<script>alert", "<script>1", "onclick=", "javascript:"))


@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_a_script_in_a_text_is_a_text_to_readers(client, hostile, address):
    answer = client.get(address)
    html = answer.content.decode()

    assert answer.status_code == HOSTILE_PAGES[address]
    assert not has_script(html)
    for data in html.split('<script type="application/ld+json">')[1:]:
        assert json.loads(data.partition("</script>")[0])["@type"] == "BreadcrumbList"


def test_a_script_in_a_text_is_a_text_at_the_desk(client, hostile):
    client.force_login(make_publisher(first_name=SCRIPT))
    lists = [reverse(f"admin:{name}_changelist") for name in LISTS]
    forms = [change(post) for post in Post.objects.all()] + [side(hostile, "preview")]
    forms += [reverse("admin:posts_post_history", args=[hostile.pk])]
    forms += [reverse("admin:posts_author_delete", args=[hostile.bylines.get().author_id])]
    for address in [reverse("admin:index"), *lists, *forms, f"{LIST}?q={SCRIPT}", f"{ADD}?title={SCRIPT}"]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not has_script(answer.content.decode().replace("javascript:void", "")), address

"""Published posts become visible by the clock, in every list at the same moment."""

import datetime as dt

import pytest
from django.utils import timezone

from posts.models import Post
from tests.dom import links, parse
from tests.factories import (
    make_author,
    make_page,
    make_post,
    make_section,
    make_tag,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db

ONE_SECOND = dt.timedelta(seconds=1)
PLACES = ["page", "section", "topic", "author", "tag", "archive", "month", "search", "home", "recent"]


@pytest.fixture
def clock(monkeypatch):
    """Sets the time that views and querysets see."""

    def at(moment: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


@pytest.fixture
def post(db) -> Post:
    """A post scheduled for ten o'clock, beside an older one of its section."""
    section = make_section("Insight", slug="insight")
    older = timezone.now() - dt.timedelta(days=400)
    make_post(title="Older", slug="older", section=section, at=older)
    ten = timezone.make_aware(dt.datetime(2026, 3, 2, 10))
    return make_post(
        title="Embargoed",
        section=section,
        authors=[make_author(slug="maya")],
        topics=[make_topic(slug="iran", parent=make_topic(slug="axis"))],
        tags=[make_tag(slug="oil")],
        at=ten,
    )


def addresses(post: Post) -> dict[str, str]:
    return {
        "page": post.get_absolute_url(),
        "section": "/insight/",
        "topic": "/topics/axis/",
        "author": "/authors/maya/",
        "tag": "/tags/oil/",
        "archive": "/archive/",
        "month": "/archive/2026/03/",
        "search": "/search/?q=Embargoed",
        "home": "/",
        "recent": "/publication/older/",
    }


def shows(client, post: Post, place: str) -> bool:
    """Whether the place leads to the post (or is it)."""
    response = client.get(addresses(post)[place])
    if place == "page":
        return response.status_code == 200
    assert response.status_code == 200
    return f'href="{post.get_absolute_url()}"' in response.content.decode()


@pytest.mark.parametrize("place", PLACES)
def test_a_post_appears_at_its_second_and_not_before(client, clock, post, place):
    clock(post.published_at - ONE_SECOND)
    assert not shows(client, post, place)

    clock(post.published_at)
    assert shows(client, post, place)


@pytest.mark.parametrize("place", [place for place in PLACES if place != "page"])
def test_a_withdrawn_post_is_in_no_list(client, post, place):
    Post.objects.filter(pk=post.pk).update(
        status=Post.Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_reason="An error."
    )
    assert not shows(client, post, place)


@pytest.mark.parametrize("status", [Post.Status.DRAFT, Post.Status.REVIEW, Post.Status.READY])
def test_what_is_not_published_is_not_found(client, post, status):
    Post.objects.filter(pk=post.pk).update(status=status)
    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_browser_asks_again_for_what_is_withdrawn(client):
    assert "no-cache" in client.get(make_withdrawn().get_absolute_url()).headers["Cache-Control"]


def test_a_withdrawn_post_says_when_and_why_and_answers_410(client):
    post = make_withdrawn("The figures were wrong.", title="A hasty paper")
    response = client.get(post.get_absolute_url())
    page = response.content.decode()

    assert response.status_code == 410
    assert "A hasty paper" in page
    assert "The figures were wrong." in page
    assert f'datetime="{timezone.localtime(post.withdrawn_at).isoformat(timespec="minutes")}"' in page


def test_the_title_of_a_withdrawn_post_can_be_hidden(client):
    post = make_withdrawn(title="A name that must go", is_title_hidden=True)
    response = client.get(post.get_absolute_url())

    assert response.status_code == 410
    assert "A name that must go" not in response.content.decode()


def test_a_withdrawn_post_leads_to_its_twin_that_is_still_there(client):
    post = make_withdrawn()
    twin = make_post(language="he", twin_group=post.twin_group)
    tree = parse(client.get(post.get_absolute_url()))

    assert links(tree)["עברית"] == twin.get_absolute_url()


def test_a_post_is_not_found_under_the_other_language(client):
    post = make_post(language="he", slug="only-hebrew")
    assert client.get("/he/publication/only-hebrew/").status_code == 200
    assert client.get("/publication/only-hebrew/").status_code == 404
    assert client.get("/archive/").content.decode().count(post.title) == 0


def test_a_draft_of_a_page_is_not_found(client):
    make_page(slug="history", status="draft")
    assert client.get("/history/").status_code == 404


def test_staff_see_what_everybody_sees(admin_client, clock, post):
    clock(post.published_at - ONE_SECOND)
    assert admin_client.get(post.get_absolute_url()).status_code == 404

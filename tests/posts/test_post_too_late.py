"""A form sent too late: the post was handed in, changed or published meanwhile. No text is lost."""

import pytest
from django.urls import reverse

from posts.models import Post
from tests.dom import parse
from tests.factories import make_contributor, make_draft, make_editor, make_post, make_publisher

from .sending import change, sent_by

pytestmark = pytest.mark.django_db

NOTE = '<span class="footnote" data-note="A note of mine"></span>'
TYPED = {"title": "My title", "standfirst": "My standfirst", "body": f"<h2>My text</h2><p>x{NOTE}</p>"}


def words_of(response) -> str:
    return " ".join(" ".join(parse(response).itertext()).split())


def hand_in(client, post):
    client.post(change(post), sent_by(client, change(post)) | {"_submit": ""})


@pytest.fixture
def too_late(desk):
    """too_late(**typed) is the answer to a contributor whose draft was handed in from another tab."""
    user = make_contributor(first_name="Maya", last_name="Doron")
    post, client = make_draft(created_by=user), desk(user)
    opened = sent_by(client, change(post))
    hand_in(client, post)
    return lambda **typed: client.post(change(post), opened | typed)


def test_what_was_typed_while_the_draft_was_handed_in_comes_back_to_be_copied(too_late):
    answer = too_late(**TYPED)
    assert answer.status_code == 403
    for words in ("My title", "My standfirst", "My text", "A note of mine"):
        assert words in words_of(answer)
    assert Post.objects.filter(title="My title").count() == 0


def test_a_form_that_came_too_late_says_who_did_what_meanwhile(too_late):
    assert "Sent to an editor." in words_of(too_late(**TYPED))
    assert "With an editor" in words_of(too_late(**TYPED))


def test_a_form_that_came_too_late_and_says_nothing_new_says_so(too_late):
    answer = too_late()
    assert answer.status_code == 403
    assert "no word is lost" in words_of(answer)
    assert "What you typed" not in words_of(answer)


def test_hostile_words_come_back_harmless(too_late):
    title = "<img src=x onerror=alert(1)>"
    body = "<p onclick='x()'>kept<script>alert(1)</script></p><a href='javascript:x()'>link</a>"
    page = too_late(title=title, standfirst="<b>bold</b>", body=body, language='"><script>').text
    assert "&lt;img src=x" in page
    assert "&lt;b&gt;bold" in page
    for forbidden in ("<img src=x", "onclick", "alert(1)</script>", "javascript:x", '"><script>'):
        assert forbidden not in page


def test_a_text_too_large_to_be_cleaned_comes_back_as_its_source(too_late):
    answer = too_late(body="<ul>" * 5001 + "mine")
    assert answer.status_code == 403
    assert "&lt;ul&gt;mine" in answer.text


def test_an_editor_gets_back_what_was_typed_while_a_publisher_published(desk):
    post, client = make_draft(), desk(make_editor())
    opened = sent_by(client, change(post))
    publisher = desk(make_publisher())
    publisher.post(change(post), sent_by(publisher, change(post)) | {"_publish": ""})
    answer = desk(make_editor()).post(change(post), opened | TYPED)
    assert answer.status_code == 403
    assert "My text" in words_of(answer)
    assert "a publisher can change it" in words_of(answer)


def test_what_was_typed_into_a_post_no_longer_shown_comes_back_and_tells_nothing(desk):
    user = make_contributor()
    post, client = make_draft(created_by=user), desk(user)
    opened = sent_by(client, change(post))
    Post.objects.update(created_by=None, title="Secret")
    hidden = client.post(change(post), opened | TYPED)
    gone = client.post(reverse("admin:posts_post_change", args=[post.pk + 1]), opened | TYPED)
    assert (hidden.status_code, gone.status_code) == (404, 404)
    assert "A note of mine" in words_of(hidden) == words_of(gone)
    assert "Secret" not in words_of(hidden)


@pytest.mark.parametrize("view", ["change", "history", "delete"])
def test_a_draft_not_shown_and_a_post_that_is_none_are_told_apart_by_nothing(desk, view):
    client = desk(make_contributor())
    post = make_draft()
    said = []
    for pk in (post.pk, post.pk + 1):
        page = client.get(reverse(f"admin:posts_post_{view}", args=[pk]), follow=True)
        said.append([str(message) for message in page.context["messages"]])
    assert said == [["There is no post at this address, or it is not shown to you yet."]] * 2


def test_what_the_browser_kept_is_offered_on_the_page_that_is_only_read(desk):
    post = make_post(title="As published")
    page = parse(desk(make_editor()).get(change(post)))
    [kept] = page.iter("draft-to-copy")
    assert [field.get("value") for field in kept.iter("input")][:2] == ["As published", ""]

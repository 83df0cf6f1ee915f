import io

import pytest
from django.core.management import call_command

from posts.models import Post
from tests.factories import make_page, make_post

pytestmark = pytest.mark.django_db


def render_bodies(*arguments):
    call_command("render_bodies", *arguments, stdout=io.StringIO())


OLD = {"body_html": "old", "body_plain": "", "word_count": 0, "headings": [], "rendered_version": 0}


@pytest.mark.parametrize("make", [make_post, make_page])
def test_what_an_older_renderer_made_is_made_again_and_nothing_else_changes(make):
    model = type(make(language="en"))
    make(language="he")
    before = list(model.objects.order_by("pk").values())
    model.objects.update(**OLD)
    render_bodies()
    assert list(model.objects.order_by("pk").values()) == before


def test_what_is_new_is_left_alone_unless_everything_is_asked_for():
    source = '<p id="x">Source</p>'
    Post.objects.filter(pk=make_post().pk).update(body=source, body_html="kept")
    render_bodies()
    assert Post.objects.get().body_html == "kept"
    render_bodies("--all")
    assert (Post.objects.get().body, Post.objects.get().body_html) == (source, "<p>Source</p>")


def test_what_somebody_saves_meanwhile_is_not_written_over(monkeypatch):
    post = make_post()
    finish_body = Post.finish_body

    def finish_late(row):
        Post.objects.filter(pk=post.pk).update(
            body="<p>Newer</p>", body_html="newer", version=post.version + 1
        )
        finish_body(row)

    monkeypatch.setattr(Post, "finish_body", finish_late)
    render_bodies("--all")
    assert Post.objects.get().body_html == "newer"

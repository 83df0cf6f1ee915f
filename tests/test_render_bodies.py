import io

import pytest
from django.core.management import call_command

from posts.models import Post
from tests.factories import make_page, make_post

pytestmark = pytest.mark.django_db


def render_bodies(*arguments):
    call_command("render_bodies", *arguments, stdout=io.StringIO())


def test_what_an_older_renderer_made_is_made_again_and_nothing_else_changes():
    post, page = make_post(), make_page()
    before = Post.objects.values().get()
    for row in (post, page):
        type(row).objects.filter(pk=row.pk).update(body_html="old", body_plain="", rendered_version=0)
    render_bodies()
    assert Post.objects.values().get() == before
    page.refresh_from_db()
    assert page.body_html.startswith("<p>One paragraph")


def test_what_is_new_is_left_alone_unless_everything_is_asked_for():
    Post.objects.filter(pk=make_post().pk).update(body_html="kept")
    render_bodies()
    assert Post.objects.get().body_html == "kept"
    render_bodies("--all")
    assert Post.objects.get().body_html != "kept"

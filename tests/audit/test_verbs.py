"""A verb leaves the same revision whoever calls it: a form, a button of a list, or plain code."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inss.audit import workflow as audit
from inss.audit.models import Revision
from inss.pages import workflow as page_verbs
from inss.pages.models import Page
from posts import workflow
from posts.models import Post
from tests.factories import (
    make_author,
    make_draft,
    make_page,
    make_post,
    make_publisher,
    make_topic,
    make_withdrawn,
)
from tests.posts.sending import ADD, change, new_post, sent_by
from topics import surgery
from topics.models import Topic

pytestmark = pytest.mark.django_db

HOUR = (timezone.now() + dt.timedelta(days=2)).replace(second=0, microsecond=0)
MOMENT_NOW = {"published_at", "withdrawn_at"}  # each call has its own
OWN = {"slug", "path", "twin_group", "bylines", "topics", "title", "name_en"}  # each row has its own


def last_of(row):
    """What the last revision says, without what two rows, or two calls, cannot have in common."""
    revision = Revision.objects.of(row).order_by("pk").last()
    snapshot = {name: value for name, value in revision.snapshot.items() if name not in OWN}
    moments = {name: bool(snapshot.pop(name, None)) for name in MOMENT_NOW}
    return revision.action, revision.note, revision.by, revision.version, snapshot | moments


def from_browser(user):
    client = Client()
    client.force_login(user)
    return client


def press(client, post, button, **typed):
    data = sent_by(client, change(post)) | typed | {button: ""}
    response = client.post(change(post), data)
    assert response.status_code == 302, response.context["adminform"].form.errors


def local(moment):
    moment = timezone.localtime(moment)
    return {"published_at_0": f"{moment:%Y-%m-%d}", "published_at_1": f"{moment:%H:%M}"}


SAVES = {
    "save": (make_draft, "_continue", {}, lambda post, by: workflow.save(post, by=by)),
    "save what is public": (make_post, "_continue", {}, lambda post, by: workflow.save(post, by=by)),
    "submit": (make_draft, "_submit", {}, lambda post, by: workflow.submit(post, by=by)),
    "mark ready": (make_draft, "_ready", {}, lambda post, by: workflow.mark_ready(post, by=by)),
    "return": (
        lambda: make_draft(status="review"),
        "_return",
        {"note": "Please add a topic."},
        lambda post, by: workflow.return_to_draft(post, by=by, note="Please add a topic."),
    ),
    "publish": (make_draft, "_publish", {}, lambda post, by: workflow.publish(post, by=by)),
    "schedule": (
        make_draft,
        "_publish",
        local(HOUR),
        lambda post, by: workflow.publish(post, by=by, at=HOUR),
    ),
    "withdraw": (
        make_post,
        "_withdraw",
        {"reason": "An error in the data.", "hide_title": "on"},
        lambda post, by: workflow.withdraw(post, by=by, reason="An error in the data.", hide_title=True),
    ),
    "restore": (make_withdrawn, "_restore", {}, lambda post, by: workflow.restore(post, by=by)),
}


@pytest.mark.parametrize("name", SAVES)
def test_a_step_of_a_post_leaves_the_same_revision_from_the_form_and_from_code(name):
    make, button, typed, verb = SAVES[name]
    publisher, (one, other) = make_publisher(), (make(), make())
    press(from_browser(publisher), one, button, standfirst="Why now", **typed)
    other.standfirst = "Why now"
    verb(other, publisher)

    assert last_of(one) == last_of(other)
    assert last_of(one)[4]["standfirst"] == "Why now"


def test_a_new_post_leaves_the_same_revision_from_the_form_and_from_code():
    publisher = make_publisher()
    client = from_browser(publisher)
    client.post(ADD, new_post(client) | {"_continue": ""})
    one = Post.objects.get()
    other = Post(section=one.section, title=one.title, body=one.body, slug="two-clocks-2")
    workflow.save(other, by=publisher)

    assert last_of(one) == last_of(other)
    assert last_of(one)[0] == "created"


def test_a_deletion_of_a_post_leaves_the_same_revision_from_its_page_and_from_code():
    publisher, one, other = make_publisher(), make_draft(), make_draft()
    kept_one, kept_other = Post(pk=one.pk), Post(pk=other.pk)
    from_browser(publisher).post(reverse("admin:posts_post_delete", args=[one.pk]), {"post": "yes"})
    workflow.delete(other, by=publisher)

    assert last_of(kept_one) == last_of(kept_other)
    assert last_of(kept_one)[0] == "deleted"


@pytest.mark.parametrize("button", ["_continue", "_publish"])
def test_a_step_of_a_page_leaves_the_same_revision_from_the_form_and_from_code(button):
    publisher = make_publisher()
    one, other = make_page(status="draft", body="<p>A</p>"), make_page(status="draft", body="<p>A</p>")
    data = {"title": one.title, "slug": one.slug, "body": "<p>B</p>", "version": 1, button: "1"}
    from_browser(publisher).post(reverse("admin:pages_page_change", args=[one.pk]), data)
    other.body = "<p>B</p>"
    {"_continue": page_verbs.save, "_publish": page_verbs.publish}[button](other, by=publisher)

    assert last_of(one) == last_of(other)
    assert Page.objects.get(pk=one.pk).status == last_of(one)[4]["status"]


def test_a_topic_is_retired_by_the_same_revision_from_its_button_and_from_code():
    publisher, one, other = make_publisher(), make_topic(), make_topic()
    from_browser(publisher).post(reverse("admin:topics_topic_retire", args=[one.pk]))
    surgery.retire(other, by=publisher)

    assert last_of(one) == last_of(other)
    assert last_of(one)[0] == "retired"


def test_a_topic_is_moved_by_the_same_revision_from_the_list_and_from_code():
    publisher, place, one, other = make_publisher(), make_topic(), make_topic(), make_topic()
    placement = {"move": one.pk, "relative_to": place.pk, "position": "last-child"}
    response = from_browser(publisher).post(reverse("admin:topics_topic_move"), placement)
    assert response.status_code == 204
    audit.move(other, place, "last-child", by=publisher)

    assert last_of(one) == last_of(other)
    assert (last_of(one)[0], Topic.objects.get(pk=one.pk).parent) == ("moved", place)


def test_an_author_leaves_the_same_revision_from_the_form_and_from_code():
    publisher, one, other = make_publisher(), make_author(), make_author()
    client = from_browser(publisher)
    address = reverse("admin:posts_author_change", args=[one.pk])
    client.post(address, sent_by(client, address) | {"title_en": "Researcher", "_save": ""})
    other.title_en = "Researcher"
    audit.save(other, by=publisher)

    assert last_of(one) == last_of(other)


def test_a_verb_that_is_refused_leaves_no_revision():
    post = make_draft(topics=[])
    with pytest.raises(workflow.NotReady):
        workflow.publish(post, by=make_publisher())
    assert not Revision.objects.of(post).exists()

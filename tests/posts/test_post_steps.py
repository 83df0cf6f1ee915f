"""The workflow steps of a post at the desk: who may take them, and what follows."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from inss.audit.models import Revision
from posts import copies
from posts.models import Post
from tests.factories import (
    make_contributor,
    make_draft,
    make_editor,
    make_post,
    make_publisher,
    make_section,
    make_topic,
    make_withdrawn,
)

from .sending import ADD, LIST, change, new_post, sent_by, side, tomorrow

pytestmark = pytest.mark.django_db


def test_an_editor_marks_ready_and_a_publisher_publishes(desk):
    post = make_draft()
    client = desk(make_editor())
    client.post(change(post), sent_by(client, change(post)) | {"_ready": ""})
    post.refresh_from_db()
    assert post.state == "ready"
    client = desk(make_publisher())
    client.post(change(post), sent_by(client, change(post)) | {"_publish": "", "title": "As published"})
    post.refresh_from_db()
    assert (post.state, post.title) == ("published", "As published")
    assert client.get(post.get_absolute_url()).status_code == 200


def at(moment):
    local = timezone.localtime(moment)
    return {"published_at_0": local.strftime("%Y-%m-%d"), "published_at_1": local.strftime("%H:%M")}


def test_a_post_is_scheduled_moved_and_published_in_one_step_each(desk):
    client = desk(make_publisher())
    post = make_draft()
    client.post(change(post), sent_by(client, change(post)) | at(tomorrow()) | {"_publish": ""})
    post.refresh_from_db()
    assert (post.state, post.published_at) == ("scheduled", tomorrow())
    later = tomorrow() + dt.timedelta(days=1)
    client.post(change(post), sent_by(client, change(post)) | at(later) | {"_publish": ""})
    post.refresh_from_db()
    assert (post.state, post.published_at) == ("scheduled", later)
    client.post(change(post), sent_by(client, change(post)) | {"_publish_now": ""})
    post.refresh_from_db()
    assert post.state == "published"


def test_a_scheduled_post_cannot_slip_out_by_a_mere_save(desk):
    client = desk(make_publisher())
    post = make_post(at=tomorrow())
    yesterday = at(timezone.now() - dt.timedelta(days=1))
    for typed in (yesterday, {"published_at_0": "", "published_at_1": ""}):
        response = client.post(change(post), sent_by(client, change(post)) | typed | {"_continue": ""})
        assert "published_at" in response.context["adminform"].form.errors
    post.refresh_from_db()
    assert post.state == "scheduled"


NO_DATE = {"published_at_0": "", "published_at_1": ""}


def test_a_date_that_is_empty_means_now(desk):
    client = desk(make_publisher())
    post = make_post(at=tomorrow())
    client.post(change(post), sent_by(client, change(post)) | NO_DATE | {"_publish": ""})
    post.refresh_from_db()
    assert timezone.now() - post.published_at < dt.timedelta(minutes=1)


@pytest.mark.parametrize("make", [make_draft, lambda: make_post(at=tomorrow())], ids=["draft", "scheduled"])
def test_a_slip_of_the_year_publishes_nothing(desk, make):
    client, post = desk(make_publisher()), make()
    state = post.state
    past = at(timezone.now() - dt.timedelta(days=366))
    response = client.post(change(post), sent_by(client, change(post)) | past | {"_publish": ""})
    [error] = response.context["adminform"].form.errors["published_at"]
    assert error.startswith("This date is in the past.")
    post.refresh_from_db()
    assert post.state == state


def test_a_publisher_sets_the_date_of_a_published_post_back(desk):
    client, post = desk(make_publisher()), make_post()
    past = tomorrow() - dt.timedelta(days=367)
    client.post(change(post), sent_by(client, change(post)) | at(past) | {"_continue": ""})
    post.refresh_from_db()
    assert post.published_at == past


def test_a_scheduled_post_goes_back_to_draft(desk):
    client = desk(make_publisher())
    post = make_post(at=tomorrow())
    client.post(change(post), sent_by(client, change(post)) | {"_return": ""})
    post.refresh_from_db()
    assert post.state == "draft"


def test_what_is_missing_is_said_beside_the_fields_and_nothing_typed_is_lost(desk):
    client = desk(make_publisher())
    post = make_draft(authors=[], topics=[], title="Before")
    data = sent_by(client, change(post)) | {"title": "After", "body": "", "_publish": ""}
    response = client.post(change(post), data)
    form = response.context["adminform"].form
    assert {"body", "topics", "__all__"} <= set(form.errors)
    assert '<a href="#bylines-heading">People</a>: Name at least one person' in response.text
    assert form["title"].value() == "After"
    post.refresh_from_db()
    assert (post.state, post.title) == ("draft", "Before")


def test_what_is_missing_is_said_with_what_is_wrong(desk):
    client, series = desk(make_publisher()), make_section(kind="numbered")
    post = make_draft(section=series, authors=[], topics=[make_topic(kind="project")])
    typed = {"published_at_0": "2031-01-01", "published_at_1": "99:00", "body": "<p> </p>", "_publish": ""}
    form = client.post(change(post), sent_by(client, change(post)) | typed).context["adminform"].form
    assert set(form.errors) == {"published_at", "body", "topics", "number", "__all__"}
    assert all(len(errors) == 1 for errors in form.errors.values())


def test_a_published_post_cannot_lose_what_its_section_requires(desk):
    client = desk(make_publisher())
    post = make_post()
    response = client.post(change(post), sent_by(client, change(post)) | {"topics": []})
    assert "topics" in response.context["adminform"].form.errors
    assert post.primary_topic


def test_a_correction_in_the_minute_of_publication_is_one(desk):
    client = desk(make_publisher())
    post = make_post(at=timezone.now() - dt.timedelta(hours=1, seconds=1))
    moment = post.published_at.replace(second=30)
    Post.objects.filter(pk=post.pk).update(published_at=moment)
    local = timezone.localtime(moment)
    corrected = {"corrected_at_0": local.strftime("%Y-%m-%d"), "corrected_at_1": local.strftime("%H:%M")}
    client.post(change(post), sent_by(client, change(post)) | corrected)
    post.refresh_from_db()

    assert post.corrected_at == moment


def test_a_post_is_withdrawn_with_a_reason_and_brought_back(desk):
    client = desk(make_publisher())
    post = make_post()
    response = client.post(change(post), sent_by(client, change(post)) | {"_withdraw": "", "reason": " "})
    assert "reason" in response.context["adminform"].form.errors
    data = {"_withdraw": "", "reason": "An error in the data", "hide_title": "on"}
    client.post(change(post), sent_by(client, change(post)) | data)
    post.refresh_from_db()
    assert (post.state, post.withdrawn_reason, post.is_title_hidden) == ("withdrawn", data["reason"], True)
    assert client.get(post.get_absolute_url()).status_code == 410
    client.post(change(post), sent_by(client, change(post)) | {"_restore": ""})
    post.refresh_from_db()
    assert post.state == "published"


def test_a_correction_is_dated_and_not_in_the_future(desk):
    client = desk(make_publisher())
    post = make_post()
    moment = tomorrow()
    for when, is_fine in ((moment, False), (moment - dt.timedelta(days=1, hours=1), True)):
        local = timezone.localtime(when)
        typed = {"corrected_at_0": local.strftime("%Y-%m-%d"), "corrected_at_1": local.strftime("%H:%M")}
        client.post(change(post), sent_by(client, change(post)) | typed)
        post.refresh_from_db()
        assert bool(post.corrected_at) is is_fine


STEPS_OF_A_PUBLISHER = ["_publish", "_publish_now", "_withdraw", "_restore"]


@pytest.mark.parametrize("step", STEPS_OF_A_PUBLISHER)
@pytest.mark.parametrize("make_user", [make_contributor, make_editor])
def test_a_publishers_step_is_refused_to_others_by_direct_post_too(desk, make_user, step):
    user = make_user()
    client = desk(user)
    post = make_draft(created_by=user)
    data = sent_by(client, change(post)) | {step: "", "reason": "x"}
    assert client.post(change(post), data).status_code == 403
    assert client.post(ADD, new_post(client) | {step: "", "reason": "x"}).status_code == 403
    post.refresh_from_db()
    assert (post.state, Post.objects.count()) == ("draft", 1)


@pytest.mark.parametrize("make", [make_post, make_withdrawn])
def test_an_editor_cannot_save_what_was_public(desk, make):
    post = make()
    client = desk(make_publisher())
    data = sent_by(client, change(post)) | {"title": "Other", "_continue": ""}
    client = desk(make_editor())
    assert client.post(change(post), data).status_code == 403
    post.refresh_from_db()
    assert post.title != "Other"


def test_a_contributor_neither_sees_nor_reaches_anothers_draft(desk):
    other = make_draft(title="Secret")
    client = desk(make_contributor())
    assert "Secret" not in client.get(LIST).content.decode()
    assert client.get(change(other)).status_code == 302
    for name in ("copy", "twin", "join", "separate"):
        assert client.post(side(other, name)).status_code == 404
    assert client.get(side(other, "preview")).status_code == 404


def test_a_contributor_reads_what_is_handed_in(desk):
    user = make_contributor()
    client = desk(user)
    post = make_draft(created_by=user)
    client.post(change(post), sent_by(client, change(post)) | {"_submit": ""})
    response = client.get(change(post))
    assert response.template_name == "admin/posts/post/read.html"
    assert side(post, "preview") in response.content.decode()


def test_who_only_reads_sees_the_page_however_its_number_is_written(desk):
    """The admin reads _5F as _, and Python reads 1_2 as 12."""
    make_post(pk=12)
    response = desk(make_editor()).get("/admin/posts/post/1_5F2/change/")
    assert response.template_name == "admin/posts/post/read.html"


def test_a_step_that_somebody_else_was_faster_with_is_no_fault(desk, monkeypatch):
    post = make_draft()
    monkeypatch.setattr(copies, "free_slug", lambda slug, language: slug)

    answer = desk(make_editor()).post(side(post, "copy"), follow=True)

    assert answer.redirect_chain == [(change(post), 302)]
    assert "Somebody changed it just now." in answer.text


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("_continue", "Saved."),
        ("_submit", "Sent to an editor."),
        ("_ready", "Sent to a publisher."),
        ("_publish", "Published."),
    ],
)
def test_what_is_said_after_a_step_is_said_in_the_language_of_the_desk(desk, step, said):
    post, client = make_draft(), desk(make_publisher(language="he"))
    page = client.post(change(post), sent_by(client, change(post)) | {step: ""}, follow=True)
    [message] = page.context["messages"]
    with override("he"):
        assert message.message == gettext(said) != said


def test_a_save_leaves_the_second_of_publication_as_it_was(desk):
    client = desk(make_publisher())
    moment = timezone.now().replace(microsecond=0) - dt.timedelta(days=2, seconds=17)
    post = make_post(at=moment if moment.second else moment + dt.timedelta(seconds=1))
    published_at = post.published_at
    client.post(change(post), sent_by(client, change(post)) | {"standfirst": "Anew.", "_continue": ""})
    post.refresh_from_db()

    assert (post.standfirst, post.published_at) == ("Anew.", published_at)
    before, after = Revision.objects.of(post).order_by("pk")
    assert [name for name in after.snapshot if after.snapshot[name] != before.snapshot[name]] == [
        "standfirst"
    ]


def test_a_change_of_what_readers_see_says_that_they_see_it(desk):
    post, client = make_post(), desk(make_publisher())
    page = client.post(change(post), sent_by(client, change(post)) | {"_continue": ""}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Published changes."]

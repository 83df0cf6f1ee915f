import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from posts import kinds, workflow
from posts.models import Post
from posts.signals import post_changed, post_published, post_withdrawn
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_post,
    make_publisher,
    make_section,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db


def facts(signal):
    """The list that a signal's facts are written to, and the receiver to keep alive."""
    heard = []

    def hear(**kwargs):
        heard.append(kwargs)

    signal.connect(hear)
    return heard, hear


def reread(post):
    return Post.objects.get(pk=post.pk)


def test_a_publisher_publishes_a_draft_now():
    heard, _receiver = facts(post_published)
    post, publisher = make_draft(), make_publisher()
    workflow.publish(post, by=publisher)
    assert reread(post).is_live
    assert reread(post).updated_by == publisher
    assert [(fact["post"], fact["by"]) for fact in heard] == [(post, publisher)]


def test_a_scheduled_post_is_a_published_one_with_a_future_date():
    post = make_draft()
    at = timezone.now() + dt.timedelta(days=3)
    workflow.publish(post, by=make_publisher(), at=at)
    assert (reread(post).status, reread(post).published_at) == (Post.Status.PUBLISHED, at)
    assert reread(post).state == "scheduled"
    assert not Post.objects.published().exists()


def test_a_scheduled_post_can_be_published_at_once():
    publisher, post = make_publisher(), make_post(at=timezone.now() + dt.timedelta(days=3))
    workflow.publish(post, by=publisher)
    assert reread(post).is_live


def test_a_scheduled_post_goes_back_to_draft():
    post = make_post(at=timezone.now() + dt.timedelta(days=3))
    workflow.return_to_draft(post, by=make_publisher())
    assert reread(post).status == Post.Status.DRAFT


@pytest.mark.parametrize("make", [make_contributor, make_editor])
@pytest.mark.parametrize("verb", ["publish", "withdraw", "restore", "unschedule"])
def test_what_readers_see_is_the_publishers(make, verb):
    user = make()
    soon = timezone.now() + dt.timedelta(days=1)
    with pytest.raises(PermissionDenied):
        match verb:
            case "publish":
                workflow.publish(make_draft(created_by=user), by=user)
            case "withdraw":
                workflow.withdraw(make_post(created_by=user), by=user, reason="Because.")
            case "restore":
                workflow.restore(make_withdrawn(created_by=user), by=user)
            case "unschedule":
                workflow.return_to_draft(make_post(at=soon, created_by=user), by=user)


@pytest.mark.parametrize(
    ("kind", "values", "lacking"),
    [
        (kinds.TEXT, {"authors": []}, {"bylines"}),
        (kinds.TEXT, {"topics": []}, {"primary_topic"}),
        (kinds.TEXT, {"body": "<p> </p>"}, {"body"}),
        (kinds.NUMBERED, {}, {"number"}),
        (kinds.MENTION, {"body": "", "topics": []}, set()),
        (kinds.RELEASE, {"authors": [], "topics": []}, set()),
    ],
)
def test_a_kind_decides_what_is_needed_to_publish(kind, values, lacking):
    post = make_draft(section=make_section(kind=kind), **values)
    assert set(workflow.missing(post)) == lacking


def test_a_post_that_lacks_something_is_not_published():
    post = make_draft(authors=[])
    with pytest.raises(workflow.NotReady) as refused:
        workflow.publish(post, by=make_publisher())
    assert set(refused.value.message_dict) == {"bylines"}
    assert reread(post).status == Post.Status.DRAFT


def test_a_project_is_never_the_primary_topic():
    project, topic = make_topic(kind="project"), make_topic()
    post = make_draft(topics=[project, topic])
    assert post.primary_topic == topic
    assert workflow.missing(make_draft(topics=[project])).keys() == {"primary_topic"}


def test_a_contributor_edits_an_own_draft_until_it_is_handed_in():
    contributor = make_contributor()
    post = make_draft(created_by=contributor)
    workflow.save(post, by=contributor)
    workflow.submit(post, by=contributor)
    assert reread(post).status == Post.Status.REVIEW
    with pytest.raises(PermissionDenied):
        workflow.save(post, by=contributor)


def test_a_draft_signed_by_my_author_is_my_own():
    contributor = make_contributor()
    post = make_draft(authors=[make_author(user=contributor)])
    workflow.save(post, by=contributor)
    assert reread(post).version == 2


def test_a_contributor_does_not_edit_the_draft_of_another():
    with pytest.raises(PermissionDenied):
        workflow.save(make_draft(created_by=make_contributor()), by=make_contributor())


def test_an_editor_edits_everything_that_is_not_public():
    editor = make_editor()
    workflow.save(make_draft(created_by=make_contributor()), by=editor)
    with pytest.raises(PermissionDenied):
        workflow.save(make_post(), by=editor)


def test_an_editor_returns_or_passes_on_what_was_handed_in():
    editor, post = make_editor(), make_draft(status=Post.Status.REVIEW)
    workflow.mark_ready(post, by=editor)
    assert reread(post).status == Post.Status.READY
    workflow.return_to_draft(post, by=editor)
    assert reread(post).status == Post.Status.DRAFT


def test_a_saved_live_post_tells_that_it_changed():
    heard, _receiver = facts(post_changed)
    post, publisher = make_post(), make_publisher()
    workflow.save(post, by=publisher)
    assert [fact["post"] for fact in heard] == [post]


def test_a_stale_version_is_not_saved_over():
    editor, post = make_editor(), make_draft()
    mine = reread(post)
    post.title = "Theirs"
    workflow.save(post, by=editor)
    mine.title = "Mine"
    with pytest.raises(workflow.StaleVersion) as refused:
        workflow.save(mine, by=editor)
    assert refused.value.current.title == "Theirs"
    assert reread(post).title == "Theirs"


def test_a_live_post_keeps_its_slug_and_stays_in_the_past():
    post, publisher = make_post(), make_publisher()
    post.slug = "another"
    with pytest.raises(workflow.WrongState):
        workflow.save(post, by=publisher)
    post = reread(post)
    post.published_at = timezone.now() + dt.timedelta(days=1)
    with pytest.raises(workflow.WrongState):
        workflow.save(post, by=publisher)


def test_a_withdrawn_post_has_a_public_reason_and_can_be_brought_back():
    heard, _receiver = facts(post_withdrawn)
    post, publisher = make_post(), make_publisher()
    first = post.published_at
    with pytest.raises(workflow.NotReady):
        workflow.withdraw(post, by=publisher, reason="  ")
    workflow.withdraw(post, by=publisher, reason="The figures were wrong.")
    assert not Post.objects.published().exists()
    assert [fact["post"] for fact in heard] == [post]
    workflow.restore(post, by=publisher)
    assert (reread(post).published_at, reread(post).withdrawn_reason) == (first, "")


def test_a_published_post_cannot_become_a_draft_again():
    with pytest.raises(ValidationError):
        workflow.return_to_draft(make_post(), by=make_publisher())


def test_only_what_readers_never_saw_is_deleted():
    editor, publisher = make_editor(), make_publisher()
    workflow.delete(make_draft(), by=editor)
    assert not Post.objects.exists()
    with pytest.raises(PermissionDenied):
        workflow.delete(make_post(), by=publisher)


def test_a_post_published_since_it_was_read_is_not_deleted():
    publisher, post = make_publisher(), make_draft()
    mine = reread(post)
    workflow.publish(post, by=publisher)
    with pytest.raises(workflow.StaleVersion):
        workflow.delete(mine, by=publisher)
    assert reread(post).is_live

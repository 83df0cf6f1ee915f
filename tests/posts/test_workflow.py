import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from inss.lib.models import StaleVersion
from posts import kinds, workflow
from posts.models import Post
from posts.signals import post_changed, post_published, post_withdrawn
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_newsletter_desk,
    make_post,
    make_publisher,
    make_section,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + dt.timedelta(days=1)


@pytest.fixture
def told():
    """The facts that signals told, in order."""
    facts = []

    def hear(signal, post, by, **kwargs):
        facts.append((signal, post, by))

    for signal in (post_changed, post_published, post_withdrawn):
        signal.connect(hear)
    yield facts  # and not return: a signal does not keep its receivers alive


def reread(post):
    return Post.objects.get(pk=post.pk)


def test_a_publisher_publishes_a_draft_now(told):
    post, publisher = make_draft(), make_publisher()
    workflow.publish(post, by=publisher)
    assert reread(post).is_live
    assert reread(post).updated_by == publisher
    assert told == [(post_published, post, publisher)]


def test_a_scheduled_post_is_a_published_one_with_a_future_date():
    post = make_draft()
    workflow.publish(post, by=make_publisher(), at=TOMORROW)
    assert (reread(post).status, reread(post).published_at) == (Post.Status.PUBLISHED, TOMORROW)
    assert reread(post).state == "scheduled"
    assert not Post.objects.published().exists()


def test_a_scheduled_post_can_be_published_at_once():
    publisher, post = make_publisher(), make_post(at=TOMORROW)
    workflow.publish(post, by=publisher)
    assert reread(post).is_live


@pytest.mark.parametrize(
    ("kind", "values", "lacking"),
    [
        (kinds.TEXT, {"authors": []}, {"bylines"}),
        (kinds.TEXT, {"topics": []}, {"primary_topic"}),
        (kinds.TEXT, {"title": " ", "body": "<p> </p>"}, {"title", "body"}),
        (kinds.NUMBERED, {}, {"number"}),
        (kinds.NUMBERED, {"number": 0}, set()),
        (kinds.MENTION, {"body": "", "topics": []}, set()),
        (kinds.RELEASE, {"authors": [], "topics": []}, set()),
    ],
)
def test_a_kind_decides_what_is_needed_to_publish(kind, values, lacking):
    post = make_draft(section=make_section(kind=kind), **values)
    assert set(workflow.missing(post.section, workflow.content_of(post))) == lacking


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
    lacking = make_draft(topics=[project])
    assert workflow.missing(lacking.section, workflow.content_of(lacking)).keys() == {"primary_topic"}


def test_a_draft_signed_by_my_author_is_my_own():
    contributor = make_contributor()
    post = make_draft(authors=[make_author(user=contributor)])
    post.title = "Mine"
    workflow.save(post, by=contributor)
    assert reread(post).version == 2


def test_a_stale_version_is_not_saved_over():
    editor, post = make_editor(), make_draft()
    mine = reread(post)
    post.title = "Theirs"
    workflow.save(post, by=editor)
    mine.title = "Mine"
    with pytest.raises(StaleVersion) as refused:
        workflow.save(mine, by=editor)
    assert refused.value.current.title == "Theirs"
    assert reread(post).title == "Theirs"


def test_a_saved_live_post_tells_that_it_changed_and_a_draft_tells_nothing(told):
    post, draft, publisher = make_post(), make_draft(), make_publisher()
    post.title = draft.title = "New"
    workflow.save(post, by=publisher)
    workflow.save(draft, by=publisher)
    assert told == [(post_changed, post, publisher)]


def test_who_writes_a_post_made_it_and_needs_the_right_to_write():
    contributor, section = make_contributor(), make_section()
    post = workflow.save(Post(section=section, title="Mine", slug="mine"), by=contributor)
    assert (reread(post).created_by, reread(post).updated_by) == (contributor, contributor)
    with pytest.raises(PermissionDenied):
        workflow.save(Post(section=section, title="Theirs", slug="theirs"), by=make_newsletter_desk())


def test_topics_are_written_anew_in_the_order_given():
    old, first, second = make_topic(), make_topic(), make_topic()
    post, editor = make_draft(topics=[old]), make_editor()
    workflow.save(post, by=editor, relations={"topics": [second.pk, first.pk]})
    assert [(link.topic, link.position) for link in post.post_topics.all()] == [(second, 1), (first, 2)]
    assert post.primary_topic == second
    post.post_topics.filter(topic=second).update(position=3)
    assert [link.topic for link in post.post_topics.all()] == [first, second]


@pytest.mark.parametrize("make", [make_post, make_withdrawn])
@pytest.mark.parametrize(
    "change",
    [{"slug": "another"}, {"language": "he"}, {"published_at": None}, {"published_at": TOMORROW}],
    ids=["slug", "language", "no date", "a date to come"],
)
def test_what_was_public_keeps_its_address_and_stays_in_the_past(make, change):
    post, publisher = make(), make_publisher()
    for name, value in change.items():
        setattr(post, name, value)
    with pytest.raises(workflow.WrongState) as refused:
        workflow.save(post, by=publisher)
    assert refused.value.message_dict.keys() == change.keys()


def test_a_post_is_withdrawn_with_a_public_reason_and_without_its_title_if_wished(told):
    post, publisher = make_post(), make_publisher()
    with pytest.raises(workflow.NotReady):
        workflow.withdraw(post, by=publisher, reason="  ")
    workflow.withdraw(post, by=publisher, reason=" The figures were wrong. ", hide_title=True)
    withdrawn = reread(post)
    assert (withdrawn.withdrawn_reason, withdrawn.is_title_hidden) == ("The figures were wrong.", True)
    assert told == [(post_withdrawn, post, publisher)]


def test_a_post_is_brought_back_under_its_first_date_as_if_never_withdrawn(told):
    post, publisher = make_withdrawn(is_title_hidden=True), make_publisher()
    first = post.published_at
    workflow.restore(post, by=publisher)
    restored = reread(post)
    assert (restored.state, restored.published_at) == ("published", first)
    assert (restored.withdrawn_at, restored.withdrawn_reason, restored.is_title_hidden) == (None, "", False)
    assert told == [(post_published, post, publisher)]


def test_a_post_that_lost_what_its_section_requires_is_not_brought_back():
    with pytest.raises(workflow.NotReady):
        workflow.restore(make_withdrawn(authors=[]), by=make_publisher())


def test_what_a_caller_has_set_on_its_copy_decides_no_step():
    post = make_post()
    post.published_at = timezone.now() + dt.timedelta(days=1)
    with pytest.raises(workflow.WrongState):
        workflow.return_to_draft(post, by=make_publisher())
    post.refresh_from_db()
    assert post.is_live


def test_a_contributor_does_not_hand_in_what_is_made_their_own_on_a_copy():
    contributor, post = make_contributor(), make_draft()
    post.created_by = contributor
    with pytest.raises(PermissionDenied):
        workflow.submit(post, by=contributor)

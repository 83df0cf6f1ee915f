import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import override

from tests.factories import make_draft, make_topic
from tests.queries import in_a_transaction, rows_locked
from topics.models import Topic

pytestmark = pytest.mark.django_db


def test_a_topic_cannot_be_its_own_ancestor():
    root = make_topic()
    leaf = make_topic(parent=make_topic(parent=root))
    root.parent = leaf
    with pytest.raises(ValidationError, match="inside itself"):
        root.full_clean()


def test_of_two_people_who_move_two_topics_into_each_other_one_is_refused():
    """Both read the tree before either saved; only the check under the lock can see it."""
    first, second = make_topic(), make_topic()
    first.parent, second.parent = second, first
    first.full_clean()
    second.full_clean()
    first.save()
    with pytest.raises(ValidationError, match="inside itself"):
        second.save()


@pytest.mark.django_db(transaction=True)
def test_who_checks_or_moves_a_topic_holds_the_tree():
    topic = make_topic(parent=make_topic())
    for change in (topic.full_clean, topic.save):
        with rows_locked():
            change()
    with in_a_transaction():
        topic.save()


def test_a_project_is_a_root():
    project = Topic(name_en="P", slug="p", kind="project", parent=make_topic())
    with pytest.raises(ValidationError, match="top of the tree"):
        project.full_clean()
    with pytest.raises(IntegrityError, match="project_is_a_root"), transaction.atomic():
        project.save()


def test_a_main_topic_of_posts_becomes_no_project():
    primary, second = make_topic(), make_topic()
    make_draft(topics=[primary, second])
    second.kind = primary.kind = "project"
    second.full_clean()
    with pytest.raises(ValidationError, match="main topic"):
        primary.full_clean()
    primary.kind = "center"
    primary.full_clean()


def test_a_topic_and_a_project_have_their_own_addresses():
    topic, project = make_topic(slug="iran"), make_topic(slug="one-state", kind="project")
    assert (topic.get_absolute_url(), project.get_absolute_url()) == ("/topics/iran/", "/projects/one-state/")
    with override("he"):
        assert topic.get_absolute_url() == "/he/topics/iran/"


def test_two_topics_have_two_slugs():
    make_topic(slug="iran")
    with pytest.raises(ValidationError, match="already exists"):
        Topic(name_en="Iran", slug="iran").full_clean()


def test_subjects_projects_and_what_can_be_chosen_are_told_apart():
    topic, project = make_topic(), make_topic(kind="project")
    retired = make_topic(kind="center", is_retired=True)
    assert set(Topic.objects.active()) == {topic, project}
    assert list(Topic.objects.projects()) == [project]
    assert set(Topic.objects.without_projects()) == {topic, retired}


def test_a_topic_with_others_below_it_cannot_be_deleted():
    root = make_topic()
    make_topic(parent=root)
    with pytest.raises(ProtectedError):
        root.delete()


def test_a_missing_hebrew_name_is_shown_in_english_and_says_so():
    topic, both = make_topic("Cognitive Warfare"), make_topic("Iran", name_he="איראן")
    with override("he"):
        assert (topic.name, topic.name.lang) == ("Cognitive Warfare", "en")
        assert (both.name, both.name.lang) == ("איראן", "he")
    with override("en"):
        assert (both.name, both.name.lang) == ("Iran", "en")


def test_the_long_name_is_the_short_one_where_there_is_no_longer():
    assert make_topic("Iran").long_name == "Iran"
    assert (
        make_topic("Glazer Center", long_name_en="The Glazer Center for …").long_name
        == "The Glazer Center for …"
    )


def test_new_siblings_come_last():
    root = make_topic()
    assert [make_topic(parent=root).position for _ in range(3)] == [10, 20, 30]
    first = make_topic(parent=root, position=5)
    assert [topic.position for topic in root.children.all()] == [5, 10, 20, 30]
    assert root.children.first() == first

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.factories import make_topic

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


def test_a_project_is_a_root():
    with pytest.raises(ValidationError, match="top of the tree"):
        make_topic().__class__(name_en="P", slug="p", kind="project", parent=make_topic()).full_clean()


def test_a_missing_hebrew_name_is_shown_in_english_and_says_so():
    topic = make_topic("Cognitive Warfare")
    with override("he"):
        assert (topic.name, topic.name.lang) == ("Cognitive Warfare", "en")


def test_the_long_name_is_the_short_one_where_there_is_no_longer():
    assert make_topic("Iran").long_name == "Iran"
    assert (
        make_topic("Glazer Center", long_name_en="The Glazer Center for …").long_name
        == "The Glazer Center for …"
    )


def test_new_siblings_come_last():
    root = make_topic()
    assert [make_topic(parent=root).position for _ in range(3)] == [10, 20, 30]

import datetime as dt

import pytest
from django.utils import timezone

from posts.models import Post
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_post,
    make_section,
    make_tag,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db


def jerusalem(*when: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(*when))


def test_only_what_is_published_and_past_its_embargo_is_public():
    post = make_post()
    make_draft()
    make_withdrawn()
    make_post(at=timezone.now() + dt.timedelta(minutes=1))
    assert list(Post.objects.published()) == [post]


def test_a_topic_has_the_posts_of_its_subtree_each_once():
    root = make_topic()
    child, sibling = make_topic(parent=root), make_topic(parent=root)
    both, one, _elsewhere = make_post(topics=[child, sibling]), make_post(topics=[child]), make_post()
    assert set(Post.objects.in_topic(root)) == {both, one}
    assert Post.objects.in_topic(root).count() == 2
    assert list(Post.objects.in_topic(sibling)) == [both]


def test_a_section_has_the_posts_of_the_sections_below_it():
    root = make_section()
    below, elsewhere = make_section(parent=root), make_section()
    post = make_post(section=below)
    make_post(section=elsewhere)
    assert list(Post.objects.in_section(root)) == [post]


def test_posts_are_found_by_author_whatever_the_role_and_by_tag():
    author, tag = make_author(), make_tag()
    signed, tagged = make_post(authors=[make_author(), author]), make_post(tags=[tag])
    assert list(Post.objects.by(author)) == [signed]
    assert list(Post.objects.tagged(tag)) == [tagged]


def test_years_and_months_follow_the_sites_calendar():
    post = make_post(at=jerusalem(2024, 1, 1, 0, 30))  # in UTC it is still 2023
    assert list(Post.objects.in_year(2024)) == [post]
    assert not Post.objects.in_year(2023).exists()
    december = make_post(at=jerusalem(2023, 12, 31, 23, 59))
    assert list(Post.objects.in_month(2023, 12)) == [december]


def test_cards_cost_the_same_number_of_queries_for_any_number_of_posts(django_assert_num_queries):
    for _ in range(5):
        make_post(authors=[make_author(), make_author()])
    with django_assert_num_queries(2):
        cards = Post.objects.published().newest_first().with_cards()
        names = [[line.author.name for line in post.bylines.all()] + [post.section.name] for post in cards]
    assert len(names) == 5


def test_a_contributor_sees_what_was_public_and_own_drafts_only():
    contributor = make_contributor()
    own, signed = make_draft(created_by=contributor), make_draft(authors=[make_author(user=contributor)])
    public, withdrawn = make_post(), make_withdrawn()
    scheduled = make_post(at=timezone.now() + dt.timedelta(days=1))
    foreign = make_draft()
    seen = set(Post.objects.visible_to(contributor))
    assert seen == {own, signed, public, withdrawn}
    assert set(Post.objects.visible_to(make_editor())) == seen | {foreign, scheduled}


def test_a_twin_is_looked_for_by_both_columns_of_its_unique_index():
    """By the group alone SQLite walks the index of states through the whole archive."""
    sql = str(Post.objects.twins_of(make_post()).query)
    assert '"twin_group" = ' in sql
    assert '"language" = he' in sql

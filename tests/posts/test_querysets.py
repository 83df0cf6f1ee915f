import datetime as dt

import pytest
from django.utils import timezone

from posts.models import Author, Post, in_state
from posts.rights import may_see
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_newsletter_desk,
    make_post,
    make_publisher,
    make_section,
    make_tag,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db


def jerusalem(*when: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(*when))


def test_only_what_is_published_and_past_its_embargo_is_public(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    due, later = make_post(at=now), make_post(at=now + dt.timedelta(microseconds=1))
    make_draft(published_at=now)
    make_draft(published_at=later.published_at)
    withdrawn = make_withdrawn()
    assert list(Post.objects.published()) == [due]
    assert list(Post.objects.scheduled()) == [later]
    assert list(Post.objects.withdrawn()) == [withdrawn]
    assert set(Post.objects.public()) == {due, withdrawn}
    assert [post.state for post in (due, later)] == ["published", "scheduled"]


def test_a_language_has_the_posts_written_in_it():
    posts = {language: make_post(language=language) for language in ("en", "he")}
    assert {language: Post.objects.in_language(language).get() for language in posts} == posts


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


def test_posts_are_found_by_author_whatever_the_role_each_once_and_by_tag():
    author, tag = make_author(), make_tag()
    signed, tagged = make_post(authors=[make_author(), author]), make_post(tags=[tag])
    make_post(tags=[make_tag()])
    signed.bylines.filter(author=author).update(role="editor")
    signed.bylines.create(author=author, role="translator")
    assert list(Post.objects.by(author)) == [signed]
    assert list(Post.objects.tagged(tag)) == [tagged]


def test_coauthors_are_those_of_the_same_posts_the_most_frequent_first():
    author, rare, frequent = make_author(), make_author("A"), make_author("B")
    make_post(authors=[author, rare, frequent])
    twice = make_post(authors=[author, frequent])
    once = make_post(authors=[author, rare])
    for role in ("editor", "translator", "interviewee"):
        once.bylines.create(author=rare, role=role)  # in four roles, and still one post
    make_post(authors=[author, frequent])
    make_post(authors=[make_author()])
    found = Author.objects.coauthors_of(author, Post.objects.by(author))
    assert [(person, person.n) for person in found] == [(frequent, 3), (rare, 2)]
    assert list(Author.objects.coauthors_of(author, Post.objects.filter(pk=twice.pk))) == [frequent]


def test_years_and_months_follow_the_sites_calendar():
    first = make_post(at=jerusalem(2024, 1, 1))  # in UTC it is still 2023
    june = make_post(at=jerusalem(2024, 6, 30, 23, 59))
    last = make_post(at=jerusalem(2025, 1, 1) - dt.timedelta(microseconds=1))
    make_post(at=jerusalem(2024, 12, 5))
    make_post(at=jerusalem(2025, 1, 1))
    assert set(Post.objects.in_year(2024)) == set(Post.objects.exclude(published_at=jerusalem(2025, 1, 1)))
    assert list(Post.objects.in_month(2024, 1)) == [first]
    assert list(Post.objects.in_month(2024, 6)) == [june]
    assert not Post.objects.in_month(2024, 7).exists()
    assert last in Post.objects.in_month(2024, 12)
    assert Post.objects.in_month(2024, 12).count() == 2
    assert Post.objects.months() == [
        dt.date(2024, 1, 1),
        dt.date(2024, 6, 1),
        dt.date(2024, 12, 1),
        dt.date(2025, 1, 1),
    ]


def test_sections_are_counted_the_fullest_first():
    few, many = make_section(), make_section()
    make_post(section=few)
    for _ in range(2):
        make_post(section=many)
    assert list(Post.objects.newest_first().count_by_section().items()) == [(many.pk, 2), (few.pk, 1)]


def test_of_two_posts_of_one_moment_the_later_made_comes_first():
    now = timezone.now()
    older, one, two = make_post(at=now - dt.timedelta(hours=1)), make_post(at=now), make_post(at=now)
    assert list(Post.objects.newest_first()) == [two, one, older]


def test_cards_cost_the_same_number_of_queries_for_any_number_of_posts(django_assert_num_queries):
    for _ in range(5):
        make_post(authors=[make_author(), make_author()])
    with django_assert_num_queries(2):
        cards = Post.objects.published().newest_first().with_cards()
        names = [[line.author.name for line in post.bylines.all()] + [post.section.name] for post in cards]
    assert len(names) == 5
    assert {"body", "body_html", "body_plain", "headings"} <= cards[0].get_deferred_fields()


def test_readers_get_a_post_without_its_source(django_assert_num_queries):
    make_post()
    with django_assert_num_queries(1):
        post = Post.objects.public().without_source().get()
    assert post.get_deferred_fields() == {"body", "body_plain"}


def test_a_contributor_sees_what_was_public_and_own_drafts_only():
    contributor = make_contributor()
    own, signed = make_draft(created_by=contributor), make_draft(authors=[make_author(user=contributor)])
    public, withdrawn = make_post(), make_withdrawn()
    scheduled = make_post(at=timezone.now() + dt.timedelta(days=1))
    foreign = make_draft(authors=[make_author(user=make_contributor())])
    seen = set(Post.objects.visible_to(contributor))
    assert seen == {own, signed, public, withdrawn}
    assert set(Post.objects.own(contributor)) == {own, signed}
    assert set(Post.objects.visible_to(make_editor())) == seen | {foreign, scheduled}
    assert not Post.objects.visible_to(make_newsletter_desk()).exists()


def test_a_post_is_seen_by_those_whose_list_has_it():
    contributor = make_contributor()
    make_draft(created_by=contributor)
    make_draft(authors=[make_author(user=contributor)])
    make_draft(created_by=make_contributor())
    make_post(at=timezone.now() + dt.timedelta(days=1))
    make_post()
    make_withdrawn()
    for user in (contributor, make_editor(), make_publisher(), make_newsletter_desk()):
        seen = {post for post in Post.objects.all() if may_see(user, post)}
        assert seen == set(Post.objects.visible_to(user))


def test_a_twin_is_looked_for_by_both_columns_of_its_unique_index():
    """By the group alone SQLite walks the index of states through the whole archive."""
    sql = str(Post.objects.twins_of(make_post()).query)
    assert '"twin_group" = ' in sql
    assert '"language" = he' in sql


@pytest.mark.parametrize("state", ["draft", "review", "ready", "scheduled", "published", "withdrawn"])
def test_a_post_says_of_itself_the_state_it_is_found_in(state):
    make = {
        "scheduled": lambda: make_post(at=timezone.now() + dt.timedelta(minutes=1)),
        "published": make_post,
        "withdrawn": make_withdrawn,
    }.get(state, lambda: make_draft(status=state))
    post = make()
    assert post.state == state
    assert list(Post.objects.filter(in_state(state))) == [post]

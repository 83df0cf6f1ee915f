import pytest
from django.core.exceptions import PermissionDenied

from posts import copies, workflow
from posts.models import Post
from tests.factories import (
    make_contributor,
    make_draft,
    make_editor,
    make_post,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_a_copy_is_a_draft_with_the_same_people_topics_and_tags():
    post, editor = make_post(number=7), make_editor()
    made = copies.copy(post, by=editor)
    assert (made.status, made.slug, made.number, made.published_at) == ("draft", f"{post.slug}-2", None, None)
    assert made.body == post.body
    assert [line.author for line in made.bylines.all()] == [line.author for line in post.bylines.all()]
    assert made.primary_topic == post.primary_topic
    assert made.twin_group != post.twin_group


def test_a_twin_starts_with_everything_but_the_text():
    post, editor = make_post(number=7), make_editor()
    twin = copies.make_twin(post, by=editor)
    assert (twin.language, twin.slug, twin.number, twin.body) == ("he", post.slug, 7, "")
    assert list(Post.objects.twins_of(post)) == [twin]
    with pytest.raises(workflow.WrongState):
        copies.make_twin(post, by=editor)


def test_two_existing_posts_become_twins_and_separate_again():
    editor, post, hebrew = make_editor(), make_draft(), make_draft(language="he")
    copies.join_twins(post, hebrew, by=editor)
    assert list(Post.objects.twins_of(post)) == [hebrew]
    copies.separate_twins(hebrew, by=editor)
    assert not Post.objects.twins_of(post).exists()


def test_twins_are_separated_by_whoever_may_change_both():
    live = make_post()
    draft = make_draft(language="he", twin_group=live.twin_group)
    with pytest.raises(PermissionDenied):
        copies.separate_twins(draft, by=make_editor())
    assert list(Post.objects.twins_of(draft)) == [live]


def test_a_twin_is_in_the_other_language():
    with pytest.raises(workflow.WrongState):
        copies.join_twins(make_draft(), make_draft(), by=make_editor())


def test_a_contributor_copies_only_what_they_may_see():
    with pytest.raises(PermissionDenied):
        copies.copy(make_draft(), by=make_contributor())
    assert copies.copy(make_post(), by=make_contributor()).status == Post.Status.DRAFT


def test_a_long_address_is_copied_as_often_as_wished():
    """Cut, its end is neither a hyphen nor what another copy has."""
    by = make_editor()
    post = make_draft(slug="a" * 109 + "-" + "b" * 9)
    slugs = [copies.copy(post, by=by).slug for _ in range(3)]
    assert slugs == ["a" * 109 + f"-{n}" for n in (2, 3, 4)]


def test_a_twin_is_not_made_where_its_number_is_taken():
    series = make_section(kind="numbered")
    make_draft(section=series, language="he", number=7)
    post = make_draft(section=series, number=7)
    with pytest.raises(workflow.WrongState):
        copies.make_twin(post, by=make_editor())

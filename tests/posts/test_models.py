import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override

from posts.models import Post, PostTopic, Section
from tests.factories import make_author, make_draft, make_post, make_section, make_tag, make_topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("published_post_has_a_date", {"status": "published", "published_at": None}),
        ("withdrawn_post_has_a_date_and_a_reason", {"status": "withdrawn"}),
        (
            "correction_follows_publication",
            {
                "status": "published",
                "published_at": timezone.now(),
                "corrected_at": timezone.now() - dt.timedelta(days=1),
            },
        ),
    ],
)
def test_the_database_refuses_what_must_not_be(constraint, values):
    post = make_draft()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**values)


def test_a_slug_is_unique_in_its_language_only():
    make_draft(slug="one")
    make_draft(slug="one", language="he")
    with pytest.raises(ValidationError, match="already has this slug"):
        Post(section=make_section(), title="Two", slug="one").full_clean()


def test_a_number_is_unique_in_its_series_and_language():
    post = make_draft(number=12)
    make_draft(number=12, language="he", section=post.section)
    with pytest.raises(ValidationError, match="already has this number"):
        Post(section=post.section, title="Two", slug="two", number=12).full_clean()


@pytest.mark.parametrize("slug", ["ישראל", "UPPER", "a--b", "-a", "a b", "a\n", "a\x00", ""])
def test_a_slug_is_latin_letters_digits_and_hyphens(slug):
    with pytest.raises(ValidationError):
        Post(section=make_section(), title="Two", slug=slug).full_clean()


def test_a_post_has_one_primary_topic():
    post = make_draft(topics=[make_topic(), make_topic()])
    with pytest.raises(IntegrityError), transaction.atomic():
        PostTopic.objects.filter(post=post).update(is_primary=True)


def test_people_and_topics_in_use_cannot_be_deleted():
    author, topic, tag = make_author(), make_topic(), make_tag()
    post = make_draft(authors=[author], topics=[topic], tags=[tag])
    for used in (author, topic, tag, post.section):
        with pytest.raises(ProtectedError):
            used.delete()


def test_the_address_is_in_the_posts_own_language():
    post = make_post(language="he", slug="two-clocks")
    with override("en"):
        assert post.get_absolute_url() == "/he/publication/two-clocks/"


def test_saving_sanitises_the_body_and_finishes_it():
    post = make_draft(body='<p onclick="x()">One <script>two()</script></p>')
    post.refresh_from_db()
    assert "script" not in post.body + post.body_html
    assert "onclick" not in post.body + post.body_html
    assert post.word_count == 1


def test_a_moved_section_takes_its_branch_along():
    root = make_section(slug="media")
    child = make_section(slug="press", parent=root)
    leaf = make_section(slug="old", parent=child)
    root.slug = "newsroom"
    root.save()
    assert set(Section.objects.values_list("path", flat=True)) == {
        "newsroom",
        "newsroom/press",
        "newsroom/press/old",
    }
    child.refresh_from_db()
    child.parent = None
    child.save()
    leaf.refresh_from_db()
    assert leaf.path == "press/old"


def test_a_root_section_may_not_take_an_address_of_the_site():
    with pytest.raises(ValidationError, match="address of the site itself"):
        Section(name_en="Search", slug="search").full_clean()


def test_a_section_cannot_be_inside_itself():
    root = make_section()
    child = make_section(parent=root)
    root.parent = child
    with pytest.raises(ValidationError, match="inside itself"):
        root.full_clean()
    with pytest.raises(ValidationError, match="inside itself"):
        root.save()


def test_the_long_texts_stand_last_in_the_table():
    """SQLite reads a row from its start: what lists ask for would otherwise stand behind every body."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Post._meta.db_table)
    assert [column.name for column in columns][-4:] == ["body", "body_html", "body_plain", "headings"]


def test_a_row_saved_from_an_old_copy_keeps_the_way_its_parent_has_now():
    """Two people at once: one renames a section, the other saves one below it, read before."""
    media = make_section(slug="media")
    quotes = Section.objects.select_related("parent").get(pk=make_section(slug="quotes", parent=media).pk)
    media.slug = "press"
    media.save()
    quotes.save()
    assert Section.objects.get(pk=quotes.pk).path == "press/quotes"

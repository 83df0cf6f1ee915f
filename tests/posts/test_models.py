import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override

from inss.lib.markup import RENDERER_VERSION
from posts.models import Byline, Post, PostTopic, Section, TaggedPost
from tests.factories import make_author, make_draft, make_post, make_section, make_tag, make_topic
from tests.queries import in_a_transaction, rows_locked

pytestmark = pytest.mark.django_db


NOW = timezone.now()
EARLIER = NOW - dt.timedelta(microseconds=1)
WITHDRAWN = {
    "status": "withdrawn",
    "published_at": EARLIER,
    "withdrawn_at": NOW,
    "withdrawn_reason": "The figures were wrong.",
}


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("published_post_has_a_date", {"status": "published", "published_at": None}),
        ("withdrawn_post_has_a_date_and_a_reason", WITHDRAWN | {"published_at": None}),
        ("withdrawn_post_has_a_date_and_a_reason", WITHDRAWN | {"withdrawn_at": None}),
        ("withdrawn_post_has_a_date_and_a_reason", WITHDRAWN | {"withdrawn_reason": ""}),
        (
            "correction_follows_publication",
            {"status": "published", "published_at": NOW, "corrected_at": EARLIER},
        ),
    ],
)
def test_the_database_refuses_what_must_not_be(constraint, values):
    post = make_draft()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**values)


@pytest.mark.parametrize(
    "values", [WITHDRAWN, {"status": "published", "published_at": NOW, "corrected_at": NOW}]
)
def test_the_database_takes_what_may_be(values):
    make_draft()
    assert Post.objects.update(**values) == 1


def test_what_is_once_is_refused_a_second_time_by_the_database():
    person, topic, tag = make_author(), make_topic(), make_tag()
    post = make_draft(authors=[person], topics=[topic], tags=[tag], number=1)
    post.bylines.create(author=person, role="editor")
    another = {"section": post.section, "title": "Two"}
    doubles = [
        Post(**another, slug=post.slug),
        Post(**another, slug="two", twin_group=post.twin_group),
        Post(**another, slug="two", number=1),
        Byline(post=post, author=person),
        PostTopic(post=post, topic=topic),
        PostTopic(post=post, topic=make_topic(), is_primary=True),
        TaggedPost(content_object=post, tag=tag),
    ]
    for double in doubles:
        with pytest.raises(ValidationError):
            double.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            double.save()


def test_a_slug_is_unique_in_its_language_only():
    make_draft(slug="one")
    make_draft(slug="one", language="he")
    with pytest.raises(ValidationError, match="already has this slug"):
        Post(section=make_section(), title="Two", slug="one").full_clean()


def test_a_number_is_unique_in_its_series_and_language():
    post = make_draft(number=12)
    make_draft(number=12, language="he", section=post.section)
    make_draft(number=12, section=make_section())
    make_draft(number=None, section=post.section)
    make_draft(number=None, section=post.section)
    with pytest.raises(ValidationError, match="already has this number"):
        Post(section=post.section, title="Two", slug="two", number=12).full_clean()


@pytest.mark.parametrize("slug", ["ישראל", "UPPER", "a--b", "-a", "a b", "a\n", "a\x00", "٢٠٢٤", ""])
def test_a_slug_is_latin_letters_digits_and_hyphens(slug):
    with pytest.raises(ValidationError):
        Post(section=make_section(), title="Two", slug=slug).full_clean()


def test_people_and_topics_in_use_cannot_be_deleted():
    author, topic, tag = make_author(), make_topic(), make_tag()
    post = make_draft(authors=[author], topics=[topic], tags=[tag])
    for used in (author, topic, tag, post.section):
        with pytest.raises(ProtectedError):
            used.delete()


def test_the_address_is_in_the_posts_own_language():
    english, hebrew = make_post(slug="two-clocks"), make_post(language="he", slug="two-clocks")
    for active in ("en", "he"):
        with override(active):
            assert english.get_absolute_url() == "/publication/two-clocks/"
            assert hebrew.get_absolute_url() == "/he/publication/two-clocks/"


def test_people_stand_in_their_order_and_each_once():
    one, two = make_author(), make_author()
    post = make_draft(authors=[one, two])
    post.bylines.filter(author=one).update(position=3)
    post.bylines.create(author=two, role="translator", position=4)
    assert post.people == [two, one]
    assert [(line.author, line.role) for line in post.bylines.all()] == [
        (two, "author"),
        (one, "author"),
        (two, "translator"),
    ]


def test_saving_sanitises_the_body_and_finishes_it():
    post = make_draft(body='<h2>Why</h2><p onclick="x()">One <script>two()</script></p>')
    post.refresh_from_db()
    assert "script" not in post.body + post.body_html
    assert "onclick" not in post.body + post.body_html
    assert (post.word_count, [heading["text"] for heading in post.headings]) == (2, ["Why"])
    assert (post.body_plain, post.rendered_version) == ("Why\nOne", RENDERER_VERSION)


def test_a_body_is_finished_in_its_own_language():
    note = '<p>א<span class="footnote" data-note="ב"></span></p>'
    with override("en"):
        post = make_draft(body=note, language="he")
    assert "הערות" in post.body_html


def test_saving_some_fields_alone_leaves_the_body_as_it_is():
    post = make_draft()
    post.title, post.body_html = "Other", "kept"
    post.save(update_fields=["title"])
    assert post.body_html == "kept"


def test_a_moved_section_takes_its_branch_along():
    root = make_section(slug="media")
    child = make_section(slug="press", parent=root)
    leaf = make_section(slug="old", parent=child)
    make_section(slug="media-law")  # begins alike, and stays
    root.slug = "newsroom"
    root.save()
    assert set(Section.objects.values_list("path", flat=True)) == {
        "newsroom",
        "newsroom/press",
        "newsroom/press/old",
        "media-law",
    }
    child.refresh_from_db()
    child.parent = None
    child.save()
    leaf.refresh_from_db()
    assert leaf.path == "press/old"


@pytest.mark.django_db(transaction=True)
def test_a_branch_moves_in_one_transaction_that_holds_the_tree():
    section = make_section()
    make_section(parent=section)
    section.slug = "moved"
    with in_a_transaction(), rows_locked():
        section.save()


def test_a_root_section_may_not_take_an_address_of_the_site():
    with pytest.raises(ValidationError, match="The site itself uses"):
        Section(name_en="Search", slug="search").full_clean()
    Section(name_en="Search", slug="search", parent=make_section()).full_clean()


def test_a_section_may_not_take_the_path_of_another_but_keeps_its_own():
    section = make_section(slug="media")
    section.full_clean()
    with pytest.raises(ValidationError, match="taken"):
        Section(name_en="Media", slug="media").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(name_en="Media", slug="media")


def test_a_whole_path_is_two_hundred_characters_long_at_most():
    parent = None
    for letter in "abcd":
        parent = make_section(slug=letter * 45, parent=parent)
    Section(name_en="Fits", slug="x" * 16, parent=parent).full_clean()
    with pytest.raises(ValidationError, match="longer than 200 characters"):
        Section(name_en="Too long", slug="x" * 17, parent=parent).full_clean()


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

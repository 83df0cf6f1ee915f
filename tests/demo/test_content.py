"""The content of the demonstration: the institute's facts, spelled consistently, in two languages."""

import re
from pathlib import Path

import pytest
from django.utils.timezone import localdate, now

from inss.demo.files import DATA, read
from inss.demo.load import is_empty
from inss.lib.markup import render, sanitise
from inss.pages.models import Page
from posts.models import Author, Post, Section
from topics.models import Topic

SAMPLE = "hamas-fatah-reconciliation-meeting-under-chinese-sponsorship"
RECENT = [
    ("The World Hasn’t Given Up on the Two-State Solution", "2025-05-21"),
    ("The U.S.–China Agreement: Everything You Need to Know", "2025-05-15"),
    (
        "Between Harsh Criticism and Clear Support: The EU Is Divided on the Ongoing Campaign in Gaza",
        "2025-05-15",
    ),
]
SHORT_BODIES = {"sample", "notice"}
LANGUAGES = ["en", "he"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def body_files(language: str) -> list[Path]:
    return [path for path in (DATA / "bodies" / language).glob("*.html") if path.stem not in SHORT_BODIES]


def sample(language: str = "en") -> Post:
    return Post.objects.get(slug=SAMPLE, language=language)


def test_a_loaded_database_is_not_empty():
    assert not is_empty()


def test_the_sample_post_has_the_facts_of_the_seed():
    post = sample()

    assert post.title == "Hamas–Fatah Reconciliation Meeting Under Chinese Sponsorship"
    assert localdate(post.published_at).isoformat() == "2024-07-24"
    assert [(line.author.name_en, line.author.bio_en) for line in post.bylines.all()] == [("Galia Lavi", "")]
    assert [link.topic.slug for link in post.post_topics.all()] == ["israel-china-policy-center"]
    assert post.section.path == "publications/posts"


@pytest.mark.parametrize(("language", "word"), [("en", "demonstration text"), ("he", "טקסט להדגמה")])
def test_the_sample_post_says_in_four_paragraphs_that_it_is_a_demonstration(language, word):
    post = sample(language)

    assert word in post.body_plain
    assert post.body.count("<p>") == 4


def test_the_sample_post_has_a_hebrew_twin_with_a_title_of_its_own():
    assert Post.objects.published().twins_of(sample()).get().title == "מפגש הפיוס בין חמאס לפתח בחסות סין"


def test_the_recent_posts_of_the_sample_are_those_of_the_seed():
    post = sample()
    others = Post.objects.published().in_language("en").in_section(post.section).exclude(pk=post.pk)
    newest = others.newest_first()[:3]

    assert [(other.title, localdate(other.published_at).isoformat()) for other in newest] == RECENT
    assert {line.author.name_en for other in newest for line in other.bylines.all()} == {"INSS"}
    assert [Post.objects.twins_of(other).exists() for other in newest].count(False) == 1


@pytest.mark.parametrize(("language", "enough"), [("en", 120), ("he", 40)])
def test_there_are_enough_posts_to_read(language, enough):
    assert Post.objects.published().in_language(language).count() >= enough


def test_every_hebrew_post_has_an_english_twin():
    lonely = [post.slug for post in Post.objects.in_language("he") if not Post.objects.twins_of(post)]

    assert not lonely


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_and_section_has_posts(language):
    live = Post.objects.published().in_language(language)

    assert not [topic.slug for topic in Topic.objects.all() if not live.in_topic(topic).exists()]
    assert not [section.path for section in Section.objects.all() if not live.in_section(section).exists()]


def test_every_name_has_its_hebrew():
    named = [*Topic.objects.all(), *Section.objects.all(), *Author.objects.all()]

    assert not [row.slug for row in named if not row.name_he]
    assert not [row["slug"] for row in read("tags") if not row["name_he"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_page_has_eighty_words_or_more(language):
    pages = Page.objects.published().in_language(language)

    assert len(pages) == 12
    assert not [page.path for page in pages if page.word_count < 80]


@pytest.mark.parametrize(("language", "enough"), [("en", 12), ("he", 8)])
def test_the_bodies_are_long_and_have_notes_a_table_a_quote_and_lists(language, enough):
    bodies = body_files(language)

    assert len(bodies) >= enough
    for path in bodies:
        source = path.read_text()
        assert 900 <= render(source, language=language).words <= 1500, path
        for part in ("<h2>", "<h3>", "<caption>", "<blockquote>", "<ul>", "<ol>", 'class="footnote"'):
            assert part in source, (path, part)


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "<p><strong>Demonstration text.</strong>"), ("he", "<p><strong>טקסט להדגמה.</strong>")],
)
def test_a_body_that_is_reused_says_so_in_its_first_line(language, line):
    assert not [path for path in body_files(language) if not path.read_text().startswith(line)]


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*/*.html")), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_text_is_as_an_editor_would_have_saved_it(path):
    source = path.read_text().strip()

    assert sanitise(source) == source


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.*")), ids=lambda path: path.name)
def test_quotes_and_apostrophes_are_typographic(path):
    text = path.read_text()
    if path.suffix == ".html":
        text = re.sub(r'="[^"]*"', "", text)
        assert '"' not in text
    assert "'" not in text
    assert not re.search(r"\bShiite\b", text)


def test_the_desk_has_something_to_do_in_every_state():
    states = {post.state for post in Post.objects.all()}

    assert states == {"draft", "review", "ready", "scheduled", "published", "withdrawn"}


def test_what_is_scheduled_lies_in_the_future_of_the_loading():
    assert all(post.published_at > now() for post in Post.objects.scheduled())


def test_people_of_the_desk_cannot_log_in_before_they_get_passwords(django_user_model):
    assert not [user for user in django_user_model.objects.all() if user.has_usable_password()]


def test_what_came_out_years_ago_was_not_changed_today():
    """So that the desk’s list opens with what is in the making, then with the newest."""
    published = Post.objects.published().order_by("-updated_at", "-pk")

    assert [post.updated_at for post in published] == [
        post.corrected_at or post.published_at for post in published
    ]

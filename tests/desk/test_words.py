"""The words of the desk: one word for each thing, and each language's field by its name."""

import datetime as dt
import re
from pathlib import Path
from unittest import mock

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from inss.lib.dates import short_moment
from inss.lib.desk.rich_text import ANSWERS
from tests.factories import (
    make_author,
    make_draft,
    make_editor,
    make_post,
    make_section,
    make_topic,
    make_user,
)

ROOT = Path(__file__).resolve().parents[2]
USERS = reverse("admin:accounts_user_changelist")
NOVEMBER = dt.datetime(2026, 11, 24, 20, 48, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def hebrew_office(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True, language="he"))
    return client


def form_of(client, row):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return client.get(address).context["adminform"].form


def headings(page) -> list[str]:
    cells = re.findall(r'<th scope="col".*?</th>', page.text, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells]


def test_a_field_says_in_which_language_it_is_written(hebrew_office):
    form = form_of(hebrew_office, make_author())
    with override("he"):
        assert [str(form[name].label) for name in ("name_en", "name_he")] == ["שם באנגלית", "שם בעברית"]


@pytest.mark.parametrize(("language", "names"), [("en", ["Iran", "איראן"]), ("he", ["איראן", "Iran"])])
def test_a_tree_shows_each_of_two_names_once(client, db, language, names):
    client.force_login(make_user(is_staff=True, is_superuser=True, language=language))
    make_topic("Iran", name_he="איראן")
    page = client.get(reverse("admin:topics_topic_changelist")).text
    cells = re.findall(r'class="field-(?:indented_title|other_name)[^>]*>(.*?)</t[dh]>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>|\(.*\)", "", cell).strip() for cell in cells] == names


def test_a_tree_says_that_a_hebrew_name_is_missing(hebrew_office):
    make_topic("Iran")
    page = hebrew_office.get(reverse("admin:topics_topic_changelist"))
    assert re.search(r'class="field-other_name.*?חסר', page.text, re.DOTALL)


def test_the_columns_of_a_tree_name_both_languages(hebrew_office):
    make_section("Policy Papers", name_he="ניירות מדיניות")
    assert headings(hebrew_office.get(reverse("admin:posts_section_changelist")))[:2] == ["שם", "באנגלית"]


def test_a_kind_of_section_is_no_field_of_a_post(hebrew_office):
    kinds = dict(form_of(hebrew_office, make_section("Posts"))["kind"].field.choices)
    with override("he"):
        assert str(kinds["text"]) == "טקסט"


def test_a_date_is_typed_and_read_as_in_hebrew(hebrew_office):
    post = make_draft()
    type(post).objects.filter(pk=post.pk).update(published_at=NOVEMBER, updated_at=NOVEMBER)

    page = hebrew_office.get(reverse("admin:posts_post_change", args=[post.pk]))

    with override("he"):
        assert short_moment(NOVEMBER) in page.text
    assert 'name="published_at_0" value="24.11.2026"' in page.text


def test_no_template_of_the_desk_spells_a_date_format_of_its_own():
    """Formats stand in inss/formats/; a month in an address is none."""
    spelled = re.compile(r'\|date:(?!"[A-Z_]+_FORMAT"|"Y-m")[^ }|]+')
    templates = (ROOT / "templates/admin").rglob("*.html")
    assert [found for path in templates for found in spelled.findall(path.read_text())] == []


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["24 Nov, 20:48", "24 Nov 2026, 20:48"]),
        ("he", ["24 בנובמבר, 20:48", "24 בנובמבר 2026, 20:48"]),
    ],
)
def test_a_moment_of_another_year_is_said_with_its_year(language, texts):
    with override(language):
        with mock.patch.object(timezone, "localdate", lambda: dt.date(2026, 12, 31)):
            within = short_moment(NOVEMBER)
        with mock.patch.object(timezone, "localdate", lambda: dt.date(2027, 1, 1)):
            assert [within, short_moment(NOVEMBER)] == texts


def test_a_refusal_is_in_the_readers_language_first():
    with override("he"):
        page = get_template("403.html").render()
    assert page.index("אין הרשאה לפעולה הזאת</h1>") < page.index("You may not do this</h2>")
    assert '<html lang="he" dir="rtl">' in page


def test_the_login_after_a_lost_one_says_that_what_was_typed_is_kept(client, db):
    kept = "What was typed in the form is kept"
    login = client.get(reverse("admin:posts_post_add"), follow=True)
    assert kept in login.text
    assert kept not in client.get(reverse("admin:index"), follow=True).text


def test_who_may_only_read_a_post_is_told_who_may_change_it(client, db):
    client.force_login(make_editor())
    page = client.get(reverse("admin:posts_post_change", args=[make_post().pk]))
    assert "a publisher can change it" in page.text


def test_a_post_is_written_by_the_same_word_from_each_list(office):
    for name in ("index", "posts_post_changelist"):
        page = office.get(reverse(f"admin:{name}")).text
        assert re.search(rf'href="{reverse("admin:posts_post_add")}[^>]*>Write</a>', page)


def test_roles_and_rights_are_named_as_labels_are(office):
    user = make_editor(username="ruth")
    row = re.search(r"ruth.*?field-role_words[^>]*>(.*?)<", office.get(USERS).text, re.DOTALL)
    assert row[1] == "Editor"
    form = form_of(office, user)
    assert (str(form["is_staff"].label), str(form["is_superuser"].label)) == (
        "May log in",
        "May do everything",
    )


def test_a_dialog_of_the_text_is_saved_and_filters_nothing():
    with override("he"):
        assert str(ANSWERS["save"]) == "שמירה"


@pytest.mark.parametrize(("minutes", "words"), [(0, "just now"), (2, "2 minutes ago")])
def test_the_desk_says_how_long_ago_a_draft_was_saved(client, db, minutes, words):
    editor = make_editor()
    client.force_login(editor)
    draft = make_draft(created_by=editor, updated_by=editor)
    type(draft).objects.update(updated_at=timezone.now() - dt.timedelta(minutes=minutes))

    assert f"saved {words}" in client.get(reverse("admin:index")).text.replace("\xa0", " ")

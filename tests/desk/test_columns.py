"""The text and language of the columns in the desk's lists."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.dom import by_class, parse, texts
from tests.factories import make_author, make_draft, make_post, make_tag, make_topic, make_user

POSTS = reverse("admin:posts_post_changelist")
WHEN = dt.datetime(2024, 7, 24, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def hebrew_office(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True, language="he"))
    return client


def column(page, name: str) -> str:
    """The text of the only row's cell."""
    cell = re.search(rf'<td class="field-{name}[^>]*>(.*?)</td>', page.text, re.DOTALL)[1]
    return re.sub("<[^>]+>", "", cell).strip()


def test_a_published_post_has_the_date_of_its_publication(office):
    make_post(at=WHEN)
    assert column(office.get(POSTS), "date") == "24 Jul 2024, 09:00"


def test_a_draft_says_when_it_was_changed(office):
    post = make_draft()
    type(post).objects.filter(pk=post.pk).update(updated_at=WHEN)
    assert column(office.get(POSTS), "date") == "changed 24 Jul 2024, 09:00"


@pytest.mark.parametrize(("is_current", "words"), [(True, "works here"), (False, "formerly")])
def test_an_author_works_here_or_did(office, is_current, words):
    make_author(is_current=is_current)
    assert column(office.get(reverse("admin:posts_author_changelist")), "standing") == words


@pytest.mark.parametrize("name", ["posts_author", "accounts_user"])
def test_yes_and_no_are_words_of_the_readers_language(hebrew_office, name):
    make_author()
    page = hebrew_office.get(reverse(f"admin:{name}_changelist"))
    assert not re.search(r"True|False|icon-yes|icon-no", page.text)


def test_a_list_of_nodes_to_choose_from_is_indented_without_signs(office):
    below = make_topic("Iran", parent=make_topic("Middle East"))
    page = office.get(reverse("admin:topics_topic_change", args=[below.pk]))
    labels = [label for _value, label in page.context["adminform"].form["parent"].field.choices]
    assert labels[1:] == ["Middle East", "\N{EM SPACE}Iran"]


def test_the_form_of_a_password_speaks_hebrew(hebrew_office):
    user = make_user(username="ruth", password="long-enough")
    page = hebrew_office.get(reverse("admin:auth_user_password_change", args=[user.pk]))
    form = page.text[page.text.index("<main") :]
    words = re.sub("<[^>]+>|ruth", "", form)
    assert not re.search("[A-Za-z]{3}", words)


@pytest.mark.parametrize(("model", "make"), [("author", make_author), ("tag", make_tag)])
def test_a_list_of_names_follows_the_alphabet_of_the_desk(client, db, model, make):
    make("Adler", name_he="תדמור")
    make("Zidani", name_he="אדלר")
    make("Benny")
    for language, names in [("en", ["Adler", "Benny", "Zidani"]), ("he", ["Benny", "אדלר", "תדמור"])]:
        client.force_login(make_user(is_staff=True, is_superuser=True, language=language))
        tree = parse(client.get(reverse(f"admin:posts_{model}_changelist")))
        assert texts(by_class(tree, "field-own_name")) == names


def test_the_title_of_an_author_stands_in_the_language_of_the_desk(hebrew_office):
    make_author(title_en="Senior researcher", title_he="חוקרת בכירה")
    assert column(hebrew_office.get(reverse("admin:posts_author_changelist")), "title") == "חוקרת בכירה"

"""What the desk says was done, there and then and in the history, in the language of whoever reads it."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from tests.factories import make_author, make_draft, make_topic, make_user


@pytest.fixture
def hebrew_office(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True, language="he"))
    return client


def send(client, row, **values):
    """Posts the row's form as a browser would, with `values` typed over what stood in it; the next page."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return client.post(address, data | values, follow=True)


def history(client, row) -> list[str]:
    """What the page of the row's history says was done, newest first."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_history"
    page = client.get(reverse(name, args=[row.pk])).text
    return re.findall(r'</b> <span class="meta">(.*?)</span>', page)


def test_the_history_names_fields_in_the_readers_language(hebrew_office):
    author = make_author("Maya Doron")

    send(hebrew_office, author, name_en="Maya Levi", name_he="מאיה לוי", email="maya@example.org")

    assert history(hebrew_office, author) == ["השתנו: שם באנגלית, שם בעברית וגם דוא״ל."]
    assert LogEntry.objects.get().get_change_message() == "Changed name, name in Hebrew and e-mail."


def test_a_step_of_a_post_is_kept_in_no_language_and_read_in_each(hebrew_office):
    post = make_draft()
    address = reverse("admin:posts_post_change", args=[post.pk])
    form = hebrew_office.get(address).context["adminform"].form
    data = {name: form[name].value() or "" for name in ("section", "language", "title", "slug", "version")}
    rows = {"bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}

    hebrew_office.post(address, data | rows | {"_submit": ""})

    assert '"step": "Handed in."' in LogEntry.objects.get().change_message
    [said] = history(hebrew_office, post)
    assert said.endswith("הוגש לבדיקה.")


def test_a_move_is_read_in_each_language(hebrew_office):
    iran, lebanon = make_topic("Iran"), make_topic("Lebanon")
    place = {"move": lebanon.pk, "relative_to": iran.pk, "position": "before"}

    hebrew_office.post(reverse("admin:topics_topic_move"), place)

    assert history(hebrew_office, lebanon) == ["השתנו: מקום בעץ."]
    assert LogEntry.objects.get().get_change_message() == "Changed place in the tree."


def test_a_save_is_told_in_the_words_of_the_rest_of_the_desk(office):
    page = send(office, make_author("Maya Doron"), name_he="מאיה דורון")

    assert [re.sub("<[^>]+>", "", str(message)) for message in page.context["messages"]] == [
        "Saved: “Maya Doron”."
    ]

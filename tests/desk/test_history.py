"""Messages and history of the desk, in the language of the reader."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from inss.audit.models import Revision
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
    return re.findall(r"<p>\s*<b>(.*?)</b>", page)


def test_a_step_of_a_post_is_read_in_each_language(hebrew_office):
    post = make_draft()
    address = reverse("admin:posts_post_change", args=[post.pk])
    form = hebrew_office.get(address).context["adminform"].form
    data = {name: form[name].value() or "" for name in ("section", "language", "title", "slug", "version")}
    rows = {"bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0}

    hebrew_office.post(address, data | rows | {"_submit": ""})

    assert Revision.objects.of(post).last().action == "submitted"
    assert history(hebrew_office, post)[0] == gettext_in("he", "Sent to an editor.")


def test_a_move_is_read_in_each_language(hebrew_office):
    iran, lebanon = make_topic("Iran"), make_topic("Lebanon")
    placement = {"move": lebanon.pk, "relative_to": iran.pk, "position": "before"}

    hebrew_office.post(reverse("admin:topics_topic_move"), placement)

    assert history(hebrew_office, lebanon)[0] == gettext_in("he", "Moved in the tree.")


def gettext_in(language: str, text: str) -> str:
    with override(language):
        translated = gettext(text)
    assert translated != text
    return translated


def test_a_save_is_told_in_the_words_of_the_rest_of_the_desk(office):
    page = send(office, make_author("Maya Doron"), name_he="מאיה דורון")

    assert [re.sub("<[^>]+>", "", str(message)) for message in page.context["messages"]] == [
        "Saved: “Maya Doron”."
    ]

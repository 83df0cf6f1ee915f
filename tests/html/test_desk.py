"""The pages of the desk are valid HTML."""

import pytest
from django.urls import reverse

from inss.audit import workflow as audit
from inss.audit.models import Revision
from posts import workflow
from tests.factories import make_author, make_draft, make_menu_item, make_page, make_topic, make_user


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_desk_is_sound_html(client, db, nu, language):
    boss = make_user(is_staff=True, is_superuser=True, language=language)
    client.force_login(boss)
    topic = make_topic()
    rows = {
        "topics_topic": topic,
        "posts_author": make_author(),
        "pages_page": make_page(),
        "pages_menuitem": make_menu_item(topic=topic),
        "accounts_user": boss,
    }
    addresses = {"index": reverse("admin:index"), "password": reverse("admin:password_change")}
    for name, row in rows.items():
        addresses[f"{name}_list"] = reverse(f"admin:{name}_changelist")
        addresses[name] = reverse(f"admin:{name}_change", args=[row.pk])
    addresses["delete"] = reverse("admin:topics_topic_delete", args=[topic.pk])

    errors = nu({name: client.get(address).text for name, address in addresses.items()})

    assert errors == []


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_history_is_sound_html(client, db, nu, language):
    boss = make_user(is_staff=True, is_superuser=True, language=language)
    client.force_login(boss)
    post, topic = make_draft(language="he", title="שני שעונים"), make_topic()
    workflow.save(post, by=boss, relations={"topics": [topic.pk]})
    post.body, post.standfirst = "<p>One <strong>word</strong>.</p><h2>Two</h2>", "Why & how"
    workflow.save(post, by=boss, relations={"topics": []})
    audit.delete(topic, by=boss)
    workflow.delete(make_draft(title="<Two> & clocks"), by=boss)
    revision = Revision.objects.of(post).get(version=2)
    addresses = {
        "history": reverse("admin:posts_post_history", args=[post.pk]),
        "take": reverse("admin:posts_post_take", args=[post.pk, revision.pk]),
        "taken": reverse("admin:posts_post_change", args=[post.pk]) + f"?take={revision.pk}",
        "deleted": reverse("admin:posts_post_deleted"),
        "list": reverse("admin:posts_post_changelist"),
        "nothing-deleted": reverse("admin:posts_tag_deleted"),
    }

    errors = nu({name: client.get(address).text for name, address in addresses.items()})

    assert errors == []

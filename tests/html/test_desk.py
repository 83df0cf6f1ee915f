"""The pages of the desk are sound HTML."""

import pytest
from django.urls import reverse

from tests.factories import make_author, make_menu_item, make_page, make_topic, make_user


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

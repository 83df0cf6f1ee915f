"""A row in use is not deleted, and the page lists what uses it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from inss.lib.desk.usage import used_by
from tests.factories import (
    make_author,
    make_draft,
    make_menu_item,
    make_page,
    make_section,
    make_tag,
    make_topic,
)


def make_head():
    """An author who heads a topic that nothing else uses."""
    author = make_author()
    author.leads.set([make_topic()])
    return author


def uses(obj):
    return {use.title: use.count for use in used_by(obj, admin.site)}


def test_a_topic_is_used_by_topics_posts_heads_and_menu_items(db):
    topic = make_topic()
    make_topic(parent=topic)
    make_draft(topics=[topic])
    make_author().leads.add(topic)
    make_menu_item(topic=topic)

    assert uses(topic) == {"topics": 1, "posts": 1, "authors": 1, "menu": 1}


def test_a_section_is_used_by_sections_posts_and_menu_items(db):
    section = make_section()
    make_section(parent=section)
    make_draft(section=section)
    make_menu_item(section=section)

    assert uses(section) == {"sections": 1, "posts": 1, "menu": 1}


def test_an_author_and_a_tag_are_used_by_posts(db):
    author, tag = make_author(), make_tag()
    make_draft(authors=[author], tags=[tag])

    assert uses(author) == {"posts": 1}
    assert sum(uses(tag).values()) == 1


def test_only_the_newest_five_uses_are_named(db):
    topic = make_topic()
    drafts = [make_draft(topics=[topic]) for _number in range(7)]

    [use] = used_by(topic, admin.site)

    assert use.count == 7
    assert [row.name for row in use.rows] == [draft.title for draft in reversed(drafts[2:])]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("topics_topic", lambda: make_draft().post_topics.get().topic),
        ("topics_topic", lambda: make_head().leads.get()),
        ("posts_section", lambda: make_draft().section),
        ("posts_author", lambda: make_draft().bylines.get().author),
        ("posts_tag", lambda: make_draft(tags=[make_tag()]).tags.get()),
        ("pages_page", lambda: make_menu_item(page=make_page(status="draft")).page),
    ],
)
def test_what_is_in_use_is_not_deleted(at_desk, name, make):
    row = make()
    address = reverse(f"admin:{name}_delete", args=[row.pk])

    response = at_desk.post(address, {"post": "yes"})

    assert response.status_code == 200
    assert "It cannot be deleted while it is in use" in response.text
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_nothing_uses_is_deleted_after_a_question(at_desk):
    tag = make_tag()
    address = reverse("admin:posts_tag_delete", args=[tag.pk])

    assert "It can be brought back for 30 days" in at_desk.get(address).text
    at_desk.post(address, {"post": "yes"})

    assert not type(tag).objects.exists()


def test_the_question_counts_what_would_go_without_the_links(at_desk):
    author = make_author()
    author.leads.set([make_topic()])

    response = at_desk.get(reverse("admin:posts_author_delete", args=[author.pk]))

    assert dict(response.context["model_count"]) == {"authors": 1}

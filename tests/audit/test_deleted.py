"""What was deleted stands under “Deleted” for 30 days and comes back with its history."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inss.audit import snapshots
from inss.audit import workflow as audit
from inss.audit.models import Revision
from inss.pages import workflow as page_verbs
from posts import workflow
from posts.models import Post, Tag
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_menu_item,
    make_newsletter_desk,
    make_page,
    make_post,
    make_publisher,
    make_section,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db

DELETED = reverse("admin:posts_post_deleted")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def shown(client, address=DELETED):
    return [revision.title for revision in client.get(address).context["revisions"]]


def delete(post, by):
    """Delete it; answer the revision of its deletion."""
    kept = Post(pk=post.pk)
    workflow.delete(post, by=by)
    return Revision.objects.of(kept).order_by("pk").last()


def bring_back(client, revision):
    name = f"admin:{revision.model._meta.app_label}_{revision.model._meta.model_name}_bring_back"
    return client.post(reverse(name, args=[revision.pk]), follow=True)


@pytest.mark.parametrize(("days", "is_shown"), [(29, True), (31, False)])
def test_a_deleted_draft_can_be_brought_back_for_thirty_days(days, is_shown):
    editor = make_editor()
    revision = delete(make_draft(title="Two clocks"), editor)
    Revision.objects.filter(pk=revision.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
    client = browser(editor)
    assert shown(client) == (["Two clocks"] if is_shown else [])
    answer = client.post(reverse("admin:posts_post_bring_back", args=[revision.pk]))
    assert answer.status_code == (302 if is_shown else 404)
    assert Post.objects.exists() is is_shown


def test_a_draft_comes_back_under_its_id_with_its_text_its_people_and_its_history():
    editor, writer = make_editor(), make_contributor()
    author, topic, tag = make_author(), make_topic(), make_tag()
    post = Post(section=make_draft().section, title="Two clocks", slug="two-clocks", body="<p>Text</p>")
    people = [{"author": author.pk, "role": "editor", "affiliation": "Tel Aviv University"}]
    workflow.save(post, by=writer, relations={"bylines": people, "topics": [topic.pk], "tags": [tag.pk]})
    before, pk = Revision.objects.of(post).last().snapshot, post.pk
    revision = delete(post, editor)

    bring_back(browser(editor), revision)

    again = Post.objects.get(pk=pk)
    history = Revision.objects.of(again).order_by("pk")
    assert history.last().snapshot == before
    assert [(one.action, one.version) for one in history] == [
        ("created", 1),
        ("deleted", 2),
        ("brought-back", 3),
    ]
    assert (again.version, again.created_by, again.updated_by) == (3, writer, editor)
    assert (again.body_html, again.primary_topic) == ("<p>Text</p>", topic)


def test_what_came_back_is_not_among_the_deleted_and_can_be_deleted_again():
    editor = make_editor()
    post = make_draft(title="Two clocks")
    client = browser(editor)
    bring_back(client, delete(post, editor))
    assert shown(client) == []
    again = delete(Post.objects.get(), editor)
    assert shown(client) == ["Two clocks"]
    bring_back(client, again)
    assert Post.objects.get().version == 5


def test_a_second_press_brings_back_nothing_more():
    editor = make_editor()
    revision = delete(make_draft(), editor)
    client = browser(editor)
    bring_back(client, revision)
    assert bring_back(client, revision).status_code == 404
    assert Post.objects.count() == 1


def test_what_others_took_meanwhile_is_given_up():
    editor = make_editor()
    english = make_post(slug="two-clocks-en")
    section = english.section
    post = make_draft(
        slug="two-clocks", number=7, section=section, language="he", twin_group=english.twin_group
    )
    revision = delete(post, editor)
    make_draft(slug="two-clocks", number=7, section=section, language="he", twin_group=english.twin_group)

    bring_back(browser(editor), revision)

    again = Post.objects.get(pk=revision.object_id)
    assert (again.slug, again.number) == ("two-clocks-2", None)
    assert again.twin_group != english.twin_group


def test_what_no_longer_exists_does_not_come_back_with_it():
    editor = make_editor()
    author, topic = make_author(), make_topic()
    revision = delete(make_draft(authors=[author], topics=[topic, make_topic()]), editor)
    author.delete()
    topic.delete()

    bring_back(browser(editor), revision)

    again = Post.objects.get()
    assert (again.people, again.topics.count()) == ([], 1)


def test_a_row_whose_address_is_taken_stays_deleted_and_says_so():
    editor = make_editor()
    tag = make_tag(slug="deterrence")
    audit.delete(tag, by=editor)
    make_tag(slug="deterrence")

    page = bring_back(browser(editor), Revision.objects.get(action="deleted"))

    assert "Another entry has this address now" in page.text
    assert Tag.objects.count() == 1


MAKES = {
    "author": make_author,
    "tag": make_tag,
    "topic": lambda: make_topic(parent=make_topic()),
    "section": lambda: make_section(parent=make_section()),
    "page": lambda: make_page(status="draft", parent=make_page(status="draft")),
    "menu item": lambda: make_menu_item(view="home", parent=make_menu_item(label_en="About")),
}


@pytest.mark.parametrize("kind", MAKES)
def test_every_kind_of_row_comes_back_as_it_was(kind):
    publisher, row = make_publisher(), MAKES[kind]()
    model, pk, before = type(row), row.pk, snapshots.type_of(row).read(row)
    delete_row = page_verbs.delete if kind == "page" else audit.delete
    delete_row(row, by=publisher)

    bring_back(browser(publisher), Revision.objects.get(action="deleted"))

    again = model._base_manager.get(pk=pk)
    assert snapshots.type_of(again).read(again) == before
    assert Revision.objects.of(again).order_by("pk").last().action == "brought-back"


def test_a_contributor_sees_and_brings_back_only_what_they_deleted():
    contributor, editor = make_contributor(), make_editor()
    own = delete(make_draft(title="Mine", created_by=contributor), contributor)
    other = delete(make_draft(title="Another’s"), editor)
    client = browser(contributor)

    assert shown(client) == ["Mine"]
    assert bring_back(client, other).status_code == 404
    bring_back(client, own)
    assert [post.title for post in Post.objects.all()] == ["Mine"]
    assert shown(browser(editor)) == ["Another’s"]


def test_the_newsletter_desk_sees_and_brings_back_nothing():
    editor, client = make_editor(), browser(make_newsletter_desk())
    tag = make_tag()
    delete(make_draft(), editor)
    audit.delete(tag, by=editor)

    assert client.get(DELETED).status_code == 403
    assert client.get(reverse("admin:posts_tag_deleted")).status_code == 403
    for revision in Revision.objects.filter(action="deleted"):
        assert bring_back(client, revision).status_code == 403
    assert not Post.objects.exists()
    assert not Tag.objects.exists()


def test_the_verb_itself_refuses_whoever_may_not_add_such_a_row():
    tag = make_tag()
    audit.delete(tag, by=make_editor())
    revision = Revision.objects.get(action="deleted")
    with pytest.raises(PermissionDenied):
        audit.bring_back(snapshots.row_of(revision), revision, by=make_newsletter_desk())


def test_looking_changes_nothing():
    editor = make_editor()
    revision = delete(make_draft(), editor)
    client = browser(editor)
    client.get(DELETED)
    assert client.get(reverse("admin:posts_post_bring_back", args=[revision.pk])).status_code == 405
    assert not Post.objects.exists()
    assert Revision.objects.count() == 2

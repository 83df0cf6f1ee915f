"""The history of a row at the desk: every save, who made it, and what it changed, word by word."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inss.audit import workflow as audit
from inss.audit.history import REVISIONS_A_PAGE, entries_of
from inss.audit.models import Revision
from posts import copies, workflow
from tests.dom import parse
from tests.factories import make_author, make_contributor, make_draft, make_editor, make_publisher, make_topic

pytestmark = pytest.mark.django_db


def history(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def newest(post):
    return entries_of(list(Revision.objects.of(post).newest_first()))[0]


def says(entry):
    return [f"{change.field} {change.where}: {change.html}" for change in entry.changes]


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_a_save_says_which_words_changed_and_in_which_paragraph():
    editor = make_editor()
    post = make_draft(body="<p>First.</p><p>Four rooms waited.</p>", standfirst="To spent it.")
    post.body, post.standfirst = "<p>First.</p><p>Three rooms waited.</p>", "To spend it."
    workflow.save(post, by=editor)

    assert says(newest(post)) == [
        "Standfirst : To <del>spent</del><ins>spend</ins> it.",
        "Text paragraph 2: <del>Four</del><ins>Three</ins> rooms waited.",
    ]


def test_a_paragraph_that_is_new_or_gone_is_named_as_such():
    editor, post = make_editor(), make_draft(body="<p>First.</p><p>Second.</p>")
    post.body = "<p>First.</p>"
    workflow.save(post, by=editor)
    assert says(newest(post)) == ["Text paragraph 2, removed: <del>Second.</del>"]
    post.body = "<p>Before.</p><p>First.</p>"
    workflow.save(post, by=editor)
    assert says(newest(post)) == ["Text paragraph 1, new: <ins>Before.</ins>"]


def test_people_and_topics_are_named_also_those_deleted_since():
    editor, post, topic = make_editor(), make_draft(authors=[], topics=[]), make_topic("Coastal towns")
    line = {"author": make_author("Maya Doron").pk, "role": "editor", "affiliation": "Tel Aviv"}
    workflow.save(post, by=editor, relations={"bylines": [line], "topics": [topic.pk]})
    workflow.save(post, by=editor, relations={"topics": []})
    audit.delete(topic, by=editor)
    after, before, _first = entries_of(list(Revision.objects.of(post).newest_first()))

    assert says(before) == [
        "People : <ins>Maya Doron (editor, Tel Aviv)</ins>",
        "Topics : <ins>Coastal towns</ins>",
    ]
    assert says(after) == ["Topics : <del>Coastal towns</del>"]


def test_what_only_a_verb_sets_is_said_by_the_step_and_not_among_the_changes():
    post, editor = make_draft(), make_editor()
    copies.make_twin(post, by=editor)
    workflow.submit(post, by=editor)
    copies.separate_twins(post, by=editor)

    assert says(newest(post)) == []
    assert newest(post).revision.action == "disconnected"


def test_a_text_that_was_never_saved_is_not_what_the_next_save_is_compared_with():
    post, editor = make_draft(title="One"), make_editor()
    post.title = "Two"
    workflow.save(post, by=editor)
    audit.keep_unsaved(post, {"title": "Stray"}, by=editor)
    post.title = "Three"
    workflow.save(post, by=editor)

    assert says(newest(post)) == ["Title : <del>Two</del><ins>Three</ins>"]


def test_a_row_says_the_step_then_the_note_then_the_person(desk):
    yael, post = make_publisher(first_name="Yael", last_name="Ronen"), make_draft(status="review")
    workflow.return_to_draft(post, by=yael, note="Please add a topic.")
    page = parse(desk(yael).get(history(post)))
    first = next(item for item in page.iter("li") if item.get("class") == "history__row")
    assert words(first.find("p")) == "Back to draft. Please add a topic. Yael Ronen"


def test_a_hebrew_text_stands_in_its_own_language_and_direction(desk):
    editor, post = make_editor(), make_draft(language="he", title="אחת", slug="one")
    post.title, post.slug = "שתיים", "two"
    workflow.save(post, by=editor)
    page = parse(desk(editor).get(history(post)))
    shown = [item for item in page.iter("p") if item.get("class") == "words"]
    assert [(item.get("lang"), item.get("dir")) for item in shown] == [("he", "rtl"), (None, "ltr")]


def test_the_present_version_is_not_offered_to_be_taken_back(desk):
    editor, post = make_editor(), make_draft()
    post.title = "Another"
    workflow.save(post, by=editor)
    older = Revision.objects.of(post).first()
    page = desk(editor).get(history(post)).text
    assert page.count("/take/") == 1
    assert reverse("admin:posts_post_take", args=[post.pk, older.pk]) in page


def test_a_long_history_has_pages(desk):
    editor, post = make_editor(), make_draft()
    for number in range(REVISIONS_A_PAGE + 5):
        post.title = f"Title {number}"
        workflow.save(post, by=editor)
    client = desk(editor)
    assert len(client.get(history(post)).context["entries"]) == REVISIONS_A_PAGE
    last = client.get(history(post) + "?p=2").context["entries"]
    assert [entry.revision.action for entry in last][-1] == "earlier"
    assert says(client.get(history(post)).context["entries"][-1]) != []
    assert client.get(history(post) + "?p=x").context["page"].number == 1


def test_a_page_of_the_history_costs_the_same_for_five_saves_and_for_twenty(desk):
    editor, post = make_editor(), make_draft()
    client = desk(editor)

    def queries_with(saves):
        while Revision.objects.of(post).count() < saves:
            post.title, post.body = f"Title {post.version}", f"<p>{post.version}</p>"
            workflow.save(post, by=editor)
        with CaptureQueriesContext(connection) as asked:
            client.get(history(post))
        return len(asked)

    queries_with(3)
    assert queries_with(5) == queries_with(REVISIONS_A_PAGE)


def test_the_list_leads_to_what_was_deleted_for_whoever_may_delete(desk):
    address = reverse("admin:posts_tag_deleted")
    assert f'href="{address}"' in desk(make_editor()).get(reverse("admin:posts_tag_changelist")).text
    page = desk(make_contributor()).get(reverse("admin:posts_tag_changelist"))
    assert f'href="{address}"' not in page.text

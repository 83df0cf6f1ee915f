"""Handed-in and returned posts: messages for each side, and how the writer takes a post back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from inss.audit.models import Revision
from inss.lib.models import StaleVersion
from posts import workflow
from posts.models import Post
from tests.factories import make_author, make_contributor, make_draft, make_editor, make_post, make_publisher

from .sending import ADD, change, sent_by, side

pytestmark = pytest.mark.django_db


def press(client, post, button, **typed):
    return client.post(change(post), sent_by(client, change(post)) | {button: ""} | typed, follow=True)


def handed_in_by(user, **values):
    return make_draft(created_by=user, updated_by=user, status=Post.Status.REVIEW, **values)


def told_of(post):
    return [revision.get_action_display() for revision in Revision.objects.of(post).order_by("pk")]


# Back to the writer


def test_the_writer_sees_who_gave_a_draft_back_and_why(desk):
    writer = make_contributor()
    post = handed_in_by(writer)
    noa = desk(make_editor(first_name="Noa", last_name="Levi"))
    press(noa, post, "_return", note="Please add a topic <b>")
    client = desk(writer)
    for address in (change(post), reverse("admin:index")):
        page = client.get(address).text
        assert "Given back by <b><bdi>Noa Levi</bdi></b>" in page
        assert "Please add a topic &lt;b&gt;" in page


def test_the_word_to_the_writer_is_kept_in_the_history_and_may_be_left_out(desk):
    post, client = handed_in_by(make_contributor()), desk(make_editor())
    press(client, post, "_return", note="עוד נושא, בבקשה")
    press(client, post, "_submit")
    press(client, post, "_return")
    page = client.get(side(post, "history")).text
    assert '<b>Back to draft.</b> <q dir="auto">עוד נושא, בבקשה</q>' in page
    assert page.count("<q ") == 1
    assert "<q><bdi>" not in client.get(change(post)).text


def test_a_post_that_is_no_draft_any_more_says_nothing_of_its_return(desk):
    post, client = handed_in_by(make_contributor()), desk(make_editor())
    press(client, post, "_return", note="Please")
    press(client, post, "_submit")
    assert "Given back" not in client.get(change(post)).text


def test_a_word_of_another_step_is_no_return(desk):
    post, client = make_draft(), desk(make_editor())
    press(client, post, "_submit", note='"step": "Back to draft."')
    Post.objects.update(status="draft")
    assert "Given back" not in client.get(change(post)).text


def test_one_press_is_one_line_of_the_history_with_the_step_and_what_changed(desk):
    post, client = handed_in_by(make_contributor()), desk(make_editor())
    press(client, post, "_return")
    press(client, post, "_submit", title="New", note="a word of no step")
    page = client.get(side(post, "history")).text
    assert told_of(post)[1:] == ["Back to draft.", "Sent to an editor."]
    assert "<b>Back to draft.</b>" in page
    assert "<b>Sent to an editor.</b>" in page


# Handed in


def test_open_points_stand_beside_the_button_that_hands_in(desk):
    writer = make_contributor()
    client = desk(writer)
    post = make_draft(created_by=writer, topics=[], standfirst="Why")
    page = client.get(change(post)).text
    assert page.index("1 point is still open.") < page.index('name="_submit"')
    assert "Save the draft first" in client.get(ADD).text
    press(client, post, "_submit")
    assert Post.objects.get().status == "review"


@pytest.mark.parametrize("make_user", [make_editor, make_publisher])
def test_what_is_missing_is_listed_before_and_after_a_post_is_sent_to_a_publisher(desk, make_user):
    post, client = make_draft(topics=[], standfirst="Why", status="review"), desk(make_user())
    before = client.get(change(post)).text
    assert before.index("1 point is still open.") < before.index('name="_ready"')
    after = press(client, post, "_ready").text
    assert "Before it can be published: Choose at least one topic" in after
    assert Post.objects.get().status == "ready"


def test_nothing_is_said_to_be_missing_of_a_complete_post_sent_to_a_publisher(desk):
    post, client = make_draft(standfirst="Why"), desk(make_editor())
    assert "still open" not in client.get(change(post)).text
    assert "Before it can be published" not in press(client, post, "_ready").text


def test_only_whoever_gives_a_post_away_is_told_how_to_take_it_back(desk):
    writer = make_contributor()
    post = make_draft(created_by=writer)
    assert "you can take it back" in desk(writer).get(change(post)).text
    assert "you can take it back" not in desk(make_editor()).get(change(post)).text


def test_the_page_of_what_is_handed_in_says_whom_it_waits_for_and_what_is_open(desk):
    writer = make_contributor()
    post, client = handed_in_by(writer, topics=[]), desk(writer)
    page = client.get(change(post)).text
    assert "It waits for an editor" in page
    assert "Choose at least one topic" in page
    assert side(post, "history") in page
    Post.objects.update(status="ready")
    assert "It waits for a publisher." in client.get(change(post)).text


def test_the_writer_takes_back_what_nobody_has_touched(desk):
    writer = make_contributor()
    post, client = handed_in_by(writer), desk(writer)
    assert side(post, "takeback") in client.get(change(post)).text
    answer = client.post(side(post, "takeback"))
    post.refresh_from_db()
    assert (post.status, answer.url) == ("draft", change(post))
    assert told_of(post) == ["Saved before the history began.", "Taken back to draft."]
    assert client.get(change(post)).context["buttons"].main.name == "_submit"


def test_whoever_signs_it_takes_back_what_he_handed_in():
    writer = make_contributor()
    post = make_draft(authors=[make_author(user=writer)])
    workflow.submit(post, by=writer)
    workflow.take_back(post, by=writer)
    assert Post.objects.get().status == "draft"


@pytest.mark.parametrize("status", ["ready", "published"])
def test_what_was_taken_on_is_not_taken_back(desk, status):
    writer = make_contributor()
    post = make_post(created_by=writer, updated_by=writer)
    Post.objects.update(status=status)
    client = desk(writer)
    assert client.post(side(post, "takeback")).status_code == 403
    assert side(post, "takeback") not in client.get(change(post)).text


def test_what_an_editor_has_changed_is_not_taken_back(desk):
    writer, editor = make_contributor(), make_editor()
    post = handed_in_by(writer)
    press(desk(editor), post, "_continue", title="Better")
    assert desk(writer).post(side(post, "takeback")).status_code == 403
    assert side(post, "takeback") not in desk(writer).get(change(post)).text


def test_nobody_takes_back_the_post_of_another():
    post = handed_in_by(make_contributor())
    for person in (make_contributor(), make_editor(), make_publisher()):
        post.updated_by = person
        post.save()
        with pytest.raises(PermissionDenied):
            workflow.take_back(post, by=person)


def test_only_a_handed_in_post_is_taken_back():
    writer = make_contributor()
    with pytest.raises(PermissionDenied):
        workflow.take_back(make_draft(created_by=writer, updated_by=writer), by=writer)


def test_a_post_saved_meanwhile_is_not_taken_back():
    writer = make_contributor()
    post = handed_in_by(writer)
    theirs = Post.objects.get()
    theirs.title = "Theirs"
    workflow.save(theirs, by=make_editor())
    with pytest.raises(StaleVersion):
        workflow.take_back(post, by=writer)

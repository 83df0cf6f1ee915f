"""Two people edit one post: what only one of them changed is joined, the rest waits for a choice."""

import pytest

from inss.audit.models import Revision
from posts.models import Post
from tests.factories import make_author, make_draft, make_editor, make_post, make_publisher, make_topic

from .sending import change, sent_by

pytestmark = pytest.mark.django_db

TWO_PARAGRAPHS = "<p>The first paragraph.</p><p>The second paragraph.</p>"


@pytest.fixture
def opened_by_two(desk):
    """A post whose form two editors have open. `save(who, **typed)` sends that one's form."""

    class Two:
        def __init__(self, post, ruth=None, noa=None):
            self.post = post
            self.people = {
                "ruth": ruth or make_editor(first_name="Ruth"),
                "noa": noa or make_editor(first_name="Noa"),
            }
            self.form = sent_by(desk(self.people["ruth"]), change(post))

        def save(self, who, button="_continue", **typed):
            self.client = desk(self.people[who])
            self.answer = self.client.post(change(self.post), self.form | typed | {button: ""})
            self.post = Post.objects.get(pk=self.post.pk)
            return self.answer

        @property
        def conflict(self):
            return self.answer.context["adminform"].form.conflict

        def choose(self, value, **more):
            return {piece.name: value for piece in self.conflict.open} | more

    return Two


def test_what_only_one_of_the_two_changed_is_joined_and_saved(opened_by_two):
    two = opened_by_two(make_draft(title="Old", standfirst="Old"))
    iran = make_topic("Iran")
    two.save("noa", title="By Noa", topics=[iran.pk])

    assert two.save("ruth", standfirst="By Ruth").status_code == 302
    assert (two.post.title, two.post.standfirst, list(two.post.topics.all())) == ("By Noa", "By Ruth", [iran])


def test_what_was_joined_is_said(opened_by_two):
    two = opened_by_two(make_draft(title="Old", standfirst="Old"))
    two.save("noa", title="By Noa")
    two.save("ruth", standfirst="By Ruth")

    page = two.client.get(change(two.post))
    assert "Merged with changes saved meanwhile: Title." in page.text


def test_nothing_is_published_while_pieces_are_open(opened_by_two):
    two = opened_by_two(make_draft(title="Old"), ruth=make_publisher())
    two.save("noa", title="By Noa")
    two.save("ruth", "_publish", title="By Ruth")

    buttons = two.answer.context["buttons"]
    assert (buttons.save.name, buttons.main, buttons.others) == ("_continue", None, [])


def test_a_text_is_joined_paragraph_by_paragraph(opened_by_two):
    two = opened_by_two(make_draft(body=TWO_PARAGRAPHS))
    two.save("noa", body=TWO_PARAGRAPHS.replace("first", "first and best"))
    two.save("ruth", body=TWO_PARAGRAPHS.replace("second", "second and last"))

    assert two.post.body == "<p>The first and best paragraph.</p><p>The second and last paragraph.</p>"


def test_what_both_changed_is_not_saved_however_often_the_button_is_pressed(opened_by_two):
    two = opened_by_two(make_draft(title="Old"))
    two.save("noa", title="By Noa")

    for _press in range(3):
        assert two.save("ruth", title="By Ruth").status_code == 200
        assert two.post.title == "By Noa"

    [piece] = two.conflict.open
    assert (piece.label, str(piece.saved), str(piece.typed)) == (
        "Title",
        "By <mark>Noa</mark>",
        "By <mark>Ruth</mark>",
    )
    assert piece.base == "Old"
    assert [revision.by.first_name for revision in two.conflict.saved_since] == ["Noa"]


def test_both_whole_texts_are_revisions_before_anything_is_asked(opened_by_two):
    two = opened_by_two(make_draft(title="Old"))
    two.save("noa", title="By Noa")
    two.save("ruth", title="By Ruth")
    two.save("ruth", title="By Ruth")

    kept = Revision.objects.of(two.post).order_by("pk")
    assert [(one.action, one.snapshot["title"]) for one in kept] == [
        ("earlier", "Old"),
        ("saved", "By Noa"),
        ("not-saved", "By Ruth"),
    ]


@pytest.mark.parametrize(
    ("choice", "title"), [("saved", "By Noa"), ("typed", "By Ruth"), ("own", "By Noa and Ruth")]
)
def test_the_chosen_piece_is_saved(opened_by_two, choice, title):
    two = opened_by_two(make_draft(title="Old"))
    two.save("noa", title="By Noa")
    two.save("ruth", title="By Ruth")
    [piece] = two.conflict.open

    two.save("ruth", title="By Ruth", **two.choose(choice, **{f"{piece.name}-own": "By Noa and Ruth"}))
    assert two.post.title == title


def test_both_paragraphs_can_stay(opened_by_two):
    two = opened_by_two(make_draft(body="<p>Old</p>"))
    two.save("noa", body="<p>Of Noa</p>")
    two.save("ruth", body="<p>Of Ruth</p>")

    two.save("ruth", body="<p>Of Ruth</p>", **two.choose("both"))
    assert two.post.body == "<p>Of Noa</p><p>Of Ruth</p>"


def test_a_choice_does_not_count_for_a_text_that_was_saved_after_it_was_shown(opened_by_two):
    two = opened_by_two(make_draft(title="Old"))
    two.save("noa", title="By Noa")
    two.save("ruth", title="By Ruth")
    choices = two.choose("typed")
    two.save("noa", title="By Noa again", version=two.post.version)

    two.save("ruth", title="By Ruth", **choices)
    assert two.post.title == "By Noa again"
    assert [piece.chosen for piece in two.conflict.open] == [""]


def test_an_own_text_is_checked_like_one_that_is_typed(opened_by_two):
    two = opened_by_two(make_draft(title="Old"))
    two.save("noa", title="By Noa")
    two.save("ruth", title="By Ruth")
    [piece] = two.conflict.open

    answer = two.save("ruth", title="By Ruth", **two.choose("own", **{f"{piece.name}-own": "x" * 300}))
    assert answer.status_code == 200
    assert two.post.title == "By Noa"


def test_people_are_one_piece_in_their_order(opened_by_two):
    maya, yoav, dana = make_author("Maya"), make_author("Yoav"), make_author("Dana")
    two = opened_by_two(make_draft(authors=[maya]))
    two.save("noa", **{"bylines-0-author": yoav.pk})
    two.save("ruth", **{"bylines-0-author": dana.pk})

    [piece] = two.conflict.open
    assert piece.label == "People"
    two.save("ruth", **{"bylines-0-author": dana.pk}, **two.choose("both"))
    assert two.post.people == [yoav, dana]


@pytest.mark.parametrize("button", ["_continue", "_submit"])
def test_a_form_in_which_nothing_was_changed_never_writes_its_old_text_back(opened_by_two, button):
    two = opened_by_two(make_draft(title="Old"))
    two.save("noa", title="By Noa")
    two.save("ruth", button)
    assert two.post.title == "By Noa"


def test_what_goes_to_readers_is_shown_first_where_somebody_else_changed_it(opened_by_two):
    publisher = make_publisher(first_name="Ruth")
    two = opened_by_two(make_draft(title="Old"), ruth=publisher)
    two.save("noa", title="By Noa")

    assert two.save("ruth", "_publish").status_code == 200
    assert two.post.state == "draft"
    form = two.answer.context["adminform"].form
    assert form["title"].value() == "By Noa"
    assert [(piece.label, piece.is_mine) for piece in two.conflict.joined] == [("Title", False)]

    two.save("ruth", "_publish", title="By Noa", version=form["version"].value())
    assert (two.post.state, two.post.title) == ("published", "By Noa")


def test_the_people_somebody_else_named_are_shown_before_they_go_to_readers(opened_by_two):
    maya, yoav = make_author("Maya"), make_author("Yoav")
    two = opened_by_two(make_draft(authors=[maya]), ruth=make_publisher())
    two.save("noa", **{"bylines-0-author": yoav.pk})
    two.save("ruth", "_publish")
    assert [row["author"].value() for row in two.answer.context["people"]] == [str(yoav.pk)]


def test_a_live_post_is_not_changed_by_a_form_that_is_older(opened_by_two):
    ruth, noa = make_publisher(first_name="Ruth"), make_publisher(first_name="Noa")
    two = opened_by_two(make_post(title="Old", standfirst="Old"), ruth=ruth, noa=noa)
    two.save("noa", title="By Noa")

    two.save("ruth", standfirst="By Ruth")
    assert (two.post.title, two.post.standfirst) == ("By Noa", "Old")


def test_without_a_known_base_every_difference_is_asked(opened_by_two):
    two = opened_by_two(make_draft(title="Old"))
    two.save("ruth", title="Old", standfirst="New", version="")
    assert [piece.label for piece in two.conflict.open] == ["Standfirst"]

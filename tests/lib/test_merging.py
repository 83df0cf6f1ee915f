"""Merging what two people changed in the same row."""

import random

import pytest

from inss.lib.markup import split_blocks
from inss.lib.merging import Own, apply, merge

from .sources import note, paragraphs


def merged_text(base, saved, typed):
    """The merge of three rich texts, each given as its paragraphs."""
    texts = ({"body": paragraphs(*text.split())} for text in (base, saved, typed))
    return merge(*texts, rich_text={"body"})


def body_of(merged):
    return " ".join(block[3:-4] for block in split_blocks(merged.merged["body"]))


def one_piece(base, saved, typed, **options):
    """The merge of one field."""
    return merge({"field": base}, {"field": saved}, {"field": typed}, rich_text=(), **options)


def touched(parts):
    return [(part.field, part.paragraph, part.base, part.saved, part.typed) for part in parts]


# Fields


def test_what_only_one_of_the_two_changed_is_merged_and_told():
    base = {"title": "A", "standfirst": "B", "number": 1, "tags": [1]}
    saved = base | {"standfirst": "B2", "tags": [1, 2]}
    typed = base | {"title": "A2"}
    merged = merge(base, saved, typed, rich_text=())
    assert merged.merged == {"title": "A2", "standfirst": "B2", "number": 1, "tags": [1, 2]}
    assert [(part.field, part.side, part.base, part.value_of(part.side)) for part in merged.joined] == [
        ("title", "typed", "A", "A2"),
        ("standfirst", "saved", "B", "B2"),
        ("tags", "saved", [1], [1, 2]),
    ]
    assert merged.open == []


def test_what_both_changed_in_the_same_way_is_no_question():
    merged = one_piece("A", "B", "B")
    assert merged.merged == {"field": "B"}
    assert merged.joined == merged.open == []


@pytest.mark.parametrize(
    ("base", "saved", "typed"),
    [
        ("A", "B", "C"),
        (1, 2, None),
        (None, "2026-11-30T10:00:00+02:00", ""),
        (True, False, None),
        ([1, 2], [2, 1], [1, 2, 3]),
        ([], [{"author": 1, "role": "author"}], [{"author": 2, "role": "author"}]),
    ],
)
def test_what_both_changed_is_open_as_a_whole(base, saved, typed):
    merged = one_piece(base, saved, typed)
    assert touched(merged.open) == [("field", None, base, saved, typed)]
    assert merged.merged == {}


def test_without_a_base_every_difference_is_open():
    saved = {"title": "A", "note": "", "number": None, "body": paragraphs("a", "b", "c")}
    typed = {"title": "A", "note": "N", "number": 1, "body": paragraphs("a", "B", "c", "d")}
    merged = merge(None, saved, typed, rich_text={"body"})
    assert merged.merged == {"title": "A"}
    assert merged.joined == []
    assert touched(merged.open) == [
        ("note", None, None, "", "N"),
        ("number", None, None, None, 1),
        ("body", 2, None, "<p>b</p>", "<p>B</p>"),
        ("body", 4, None, "", "<p>d</p>"),
    ]
    assert not any(part.has_base for part in merged.open)


def test_a_field_that_the_base_lacks_is_open_where_the_two_differ():
    merged = merge({"slug": "b"}, {"title": None, "slug": "a"}, {"title": "A", "slug": "a"}, rich_text=())
    assert touched(merged.open) == [("title", None, None, None, "A")]
    assert merged.merged == {"slug": "a"}


def test_snapshots_of_different_fields_are_refused_by_name():
    with pytest.raises(ValueError, match=r"\['slug', 'title'\]"):
        merge(None, {"title": "A"}, {"slug": "a"}, rich_text=())


# Rich text


@pytest.mark.parametrize(
    ("base", "saved", "typed", "expected"),
    [
        ("a b c", "A b c", "a b C", "A b C"),
        ("a b c", "A b c", "a B c", "A B c"),  # neighbours
        ("a b c", "x a b c", "a b c y", "x a b c y"),
        ("a b c", "a x b c", "a b y c", "a x b y c"),
        ("a b c", "a c", "a b c d", "a c d"),
        ("a b c", "b c", "a b", "b"),
        ("a b c", "a B c", "a x b c", "a x B c"),
        ("a b c", "a x b c", "a x b c", "a x b c"),
        ("a b c", "a x b c", "a x b C", "a x b C"),
        ("a b c", "a B c", "a B c d", "a B c d"),
        ("a b c d", "b c a d", "a b c D", "b c a D"),  # a paragraph that moved
        ("a b c d", "b c a d", "b c a d e", "b c a d e"),
        ("", "a", "", "a"),
        ("a", "", "a", ""),
    ],
)
def test_paragraphs_that_only_one_of_the_two_touched_are_merged(base, saved, typed, expected):
    merged = merged_text(base, saved, typed)
    assert merged.open == []
    assert body_of(merged) == expected


@pytest.mark.parametrize(
    ("base", "saved", "typed", "expected"),
    [
        ("a b c", "a B c", "a X c", [(2, "b", "B", "X")]),
        ("a b c", "A b C", "X b Y", [(1, "a", "A", "X"), (3, "c", "C", "Y")]),
        ("a b c", "a c", "a B c", [(2, "b", "", "B")]),
        ("a b c", "a B c", "a c", [(2, "b", "B", "")]),
        ("a b", "a x b", "a y b", [(2, "", "x", "y")]),
        ("", "x", "y", [(1, "", "x", "y")]),
    ],
)
def test_a_paragraph_that_both_touched_is_open_with_its_number_in_the_typed_text(
    base, saved, typed, expected
):
    merged = merged_text(base, saved, typed)
    assert touched(merged.open) == [
        ("body", number, *(text and f"<p>{text}</p>" for text in texts)) for number, *texts in expected
    ]
    assert merged.merged == {}


def test_a_paragraph_is_known_by_its_words_where_others_came_and_went():
    base = paragraphs("Twelve rooms answer for one coast", "Each may ask for money")
    saved = paragraphs("A new first line", "Twelve rooms answer for the coast", "And this is new as well")
    typed = paragraphs("Twelve rooms answer for one long coast", "Each may ask for money")
    merged = merge({"body": base}, {"body": saved}, {"body": typed}, rich_text={"body"})
    assert [(part.saved, part.typed) for part in merged.open] == [
        (
            paragraphs("Twelve rooms answer for the coast"),
            paragraphs("Twelve rooms answer for one long coast"),
        )
    ]


def test_a_note_and_a_link_are_parts_of_their_paragraph():
    base = {"body": paragraphs(f"One{note('N')}", '<a href="https://a.example/">Two</a>')}
    saved = {"body": paragraphs(f"One{note('N2')}", '<a href="https://a.example/">Two</a>')}
    typed = {"body": paragraphs(f"One{note('N')}", '<a href="https://b.example/">Two</a>')}
    merged = merge(base, saved, typed, rich_text={"body"})
    assert merged.merged["body"] == paragraphs(f"One{note('N2')}", '<a href="https://b.example/">Two</a>')


def test_white_space_that_the_editor_took_away_between_paragraphs_is_no_change():
    base = {"body": "<p>a</p>\n\n<p>b</p>\n\n<p>c</p>"}
    saved, typed = {"body": paragraphs("a", "B", "c")}, {"body": paragraphs("A", "b", "c")}
    assert merge(base, saved, typed, rich_text={"body"}).merged == {"body": paragraphs("A", "B", "c")}


def test_white_space_stays_where_only_one_of_the_two_touched_the_text():
    base, typed = {"body": "<p>a</p>\n<p>b</p>"}, {"body": "<p>a</p>\n<p>B</p>\n<p>c</p>"}
    assert merge(base, base, typed, rich_text={"body"}).merged == typed


def test_a_text_outside_of_paragraphs_is_one_piece():
    merged = merge({"body": "a"}, {"body": "a b<p>c</p>"}, {"body": "<p>a</p>"}, rich_text={"body"})
    assert touched(merged.open) == [("body", None, "a", "a b<p>c</p>", "<p>a</p>")]


def test_the_last_paragraph_left_may_be_empty():
    base = {"body": paragraphs("a", "", "c")}
    saved, typed = {"body": paragraphs("", "c")}, {"body": paragraphs("a", "")}
    assert merge(base, saved, typed, rich_text={"body"}).merged == {"body": ""}


def test_every_word_of_a_text_written_anew_by_both_is_asked_about():
    chance = random.Random(1)
    texts = [{"body": paragraphs(*(chance.random() for _ in range(2_000)))} for _ in range(3)]
    merged = merge(*texts, rich_text={"body"})
    assert "".join(part.saved for part in merged.open) == texts[1]["body"]
    assert "".join(part.typed for part in merged.open) == texts[2]["body"]


# Answers


def conflict():
    """A title and two paragraphs are open; a paragraph and the tags were taken from the saved row."""
    base = {"title": "T", "body": paragraphs("a", "b", "c"), "tags": [1]}
    saved = {"title": "S", "body": paragraphs("A", "B", "C"), "tags": [1, 2]}
    typed = {"title": "Y", "body": paragraphs("x", "y", "c"), "tags": [1]}
    return merge(base, saved, typed, rich_text={"body"})


def keys(parts):
    return [part.key for part in parts]


def test_each_open_piece_takes_the_side_that_was_chosen():
    merged = conflict()
    title, first, second = keys(merged.open)
    assert apply(merged, {title: "typed", first: "saved", second: "typed"}) == {
        "title": "Y",
        "body": paragraphs("A", "y", "C"),
        "tags": [1, 2],
    }


def test_a_piece_without_an_answer_stays_open():
    merged = conflict()
    title, first, second = keys(merged.open)
    assert keys(apply(merged, {first: "saved"})) == [title, second]
    assert keys(apply(merged, {})) == [title, first, second]


@pytest.mark.parametrize("answer", ["", "both", "mine", None])
def test_a_piece_without_a_good_answer_stays_open(answer):
    merged = one_piece("A", "B", "C")
    assert apply(merged, {merged.open[0].key: answer}) == merged.open


def test_both_paragraphs_stand_one_behind_the_other():
    merged = conflict()
    title, first, second = keys(merged.open)
    body = apply(merged, {title: "saved", first: "both", second: "both"})["body"]
    assert body == paragraphs("A", "x", "B", "y", "C")


def test_both_insertions_stand_without_repeats():
    merged = merged_text("a b", "a x y b", "a y z b")
    assert apply(merged, {merged.open[0].key: "both"})["body"] == paragraphs("a", "x", "y", "z", "b")


def test_both_lists_stand_without_repeats_the_saved_one_first():
    merged = one_piece([1], [3, 1], [1, 2])
    assert apply(merged, {merged.open[0].key: "both"}) == {"field": [3, 1, 2]}


def test_two_rows_that_may_not_stand_together_cannot_both_be_chosen():
    tirza, changed = {"author": 1, "role": "author"}, {"author": 1, "role": "editor"}
    ruth, naomi = {"author": 2, "role": "author"}, {"author": 3, "role": "author"}
    options = {"unique_together": {"field": ("author",)}}
    assert one_piece([tirza], [tirza, ruth], [naomi, tirza], **options).open[0].both == [tirza, ruth, naomi]
    merged = one_piece([tirza], [tirza, ruth], [changed], **options)
    assert apply(merged, {merged.open[0].key: "both"}) == merged.open


def test_a_text_of_ones_own_takes_the_place_of_both():
    merged = conflict()
    title, first, second = keys(merged.open)
    answers = {title: Own("<T>"), first: Own("<p>own</p><p>more</p>"), second: Own("")}
    assert apply(merged, answers) == {
        "title": "<T>",
        "body": paragraphs("own", "more", "C"),
        "tags": [1, 2],
    }


def test_a_paragraph_of_ones_own_is_sanitised_and_does_not_run_on_into_the_next():
    merged = conflict()
    title, first, second = keys(merged.open)
    answers = {title: "saved", first: Own("own <script>x</script>"), second: Own("<em>words</em>")}
    assert apply(merged, answers)["body"] == paragraphs("own", "<em>words</em>", "C")


def test_what_was_taken_can_be_put_back():
    merged = conflict()
    answers = {part.key: "typed" for part in merged.open + merged.joined}
    assert apply(merged, answers) == {"title": "Y", "body": paragraphs("x", "y", "c"), "tags": [1]}


def test_an_answer_counts_only_for_the_texts_it_was_given_for():
    before, after = merged_text("a b c", "a B c", "a X c"), merged_text("a b c", "a B2 C", "a X c")
    assert apply(after, {before.open[0].key: "typed"}) == after.open


def test_an_answer_still_counts_when_another_paragraph_was_saved():
    before, after = merged_text("a b c", "a B c", "a X c"), merged_text("a b c", "n a B c", "a X c")
    assert apply(after, {before.open[0].key: "typed"}) == {"body": paragraphs("n", "a", "X", "c")}


def test_equal_pieces_of_a_field_are_chosen_one_by_one():
    merged = merged_text("a m a", "b m b", "c m c")
    first, second = keys(merged.open)
    assert apply(merged, {first: "saved", second: "typed"})["body"] == paragraphs("b", "m", "c")

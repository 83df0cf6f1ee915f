"""Properties of every merge, for any texts."""

from operator import itemgetter

from hypothesis import given, settings
from hypothesis import strategies as st

from inss.lib.markup import sanitise, split_blocks
from inss.lib.merging import apply, merge

from .sources import ODD_SOURCES, SOURCES, paragraphs

VALUES = st.sampled_from([None, "", "a", "b", 1, [1], [1, 2]])
RICH = SOURCES | ODD_SOURCES
SNAPSHOTS = st.fixed_dictionaries({"title": VALUES, "body": RICH})


@st.composite
def edits(draw, base):
    """What somebody makes of the paragraphs `base`, and which of them are changed or gone."""
    text, touched = [], set()
    for place, block in enumerate(base):
        step = draw(st.sampled_from(["keep", "keep", "change", "replace", "delete", "insert"]))
        new = draw(st.integers(0, 99)) if step in {"change", "replace", "insert"} else 0
        text += {
            "keep": [block],
            "change": [f"{block}.{new}"],
            "replace": [f"r{new}"],
            "delete": [],
            "insert": [f"n{new}", block],
        }[step]
        touched |= {place} if step not in {"keep", "insert"} else set()
    return text, touched


@st.composite
def three_texts(draw):
    base = [f"b{number}" for number in range(draw(st.integers(0, 6)))]
    return base, draw(edits(base)), draw(edits(base))


def as_sources(texts):
    base, (saved, _), (typed, _) = texts
    return [paragraphs(*text) for text in (base, saved, typed)]


def merge_bodies(base, saved, typed):
    return merge({"body": base}, {"body": saved}, {"body": typed}, rich_text={"body"})


def text_in(merged):
    """All that is merged or open."""
    taken = [part.value_of(part.side) for part in merged.parts["body"] if part.side]
    return "".join([*taken, *(part.saved + part.typed for part in merged.open)])


@settings(deadline=None, max_examples=50)
@given(SNAPSHOTS, SNAPSHOTS)
def test_a_side_that_changed_nothing_takes_all_of_the_other(one, other):
    for texts, expected in [
        ((one, one, other), other),
        ((one, other, one), other),
        ((one, other, other), other),
    ]:
        merged = merge(*texts, rich_text={"body"})
        assert merged.open == []
        assert merged.merged == apply(merged, {}) == expected


@settings(deadline=None, max_examples=50)
@given(SNAPSHOTS, SNAPSHOTS, SNAPSHOTS)
def test_the_same_is_open_whoever_saved_first(base, one, other):
    merged = merge(base, one, other, rich_text={"body"})
    reverse = merge(base, other, one, rich_text={"body"})
    swapped = [(part.field, part.base, part.typed, part.saved) for part in reverse.open]
    by_field = itemgetter(0)
    assert sorted(swapped, key=by_field) == sorted(
        [(part.field, part.base, part.saved, part.typed) for part in merged.open], key=by_field
    )


@settings(deadline=None, max_examples=50)
@given(SNAPSHOTS, SNAPSHOTS, SNAPSHOTS, st.data())
def test_whatever_is_chosen_sanitising_changes_nothing(base, saved, typed, data):
    merged = merge(base, saved, typed, rich_text={"body"})
    for body in [merged.merged.get("body", ""), apply(merged, choose(merged, data))["body"]]:
        assert sanitise(body) == body


def choose(merged, data):
    return {
        part.key: data.draw(st.sampled_from(["saved", "typed", *(["both"] if part.both is not None else [])]))
        for part in merged.open
    }


@settings(deadline=None, max_examples=50)
@given(st.tuples(RICH, RICH, RICH) | three_texts().map(as_sources))
def test_no_paragraph_of_either_side_is_lost(texts):
    base, saved, typed = texts
    kept = text_in(merge_bodies(*texts))
    known = [block.strip() for block in split_blocks(base)]
    for block in split_blocks(saved) + split_blocks(typed):
        assert block.strip() in known or block.strip() in kept


@settings(deadline=None, max_examples=200)
@given(three_texts())
def test_a_paragraph_that_one_deleted_and_the_other_left_alone_does_not_come_back(texts):
    base, (_, saved_touched), (_, typed_touched) = texts
    found = text_in(merge_bodies(*as_sources(texts)))
    for place, block in enumerate(base):
        if (place in saved_touched) != (place in typed_touched):
            assert f"<p>{block}</p>" not in found


@settings(deadline=None, max_examples=200)
@given(three_texts())
def test_paragraphs_that_nobody_touched_stay_once_and_in_their_order(texts):
    base, (_, saved_touched), (_, typed_touched) = texts
    merged = merge_bodies(*as_sources(texts))
    untouched = [paragraphs(b) for place, b in enumerate(base) if place not in saved_touched | typed_touched]
    assert [part.base for part in merged.parts["body"] if part.base == part.saved == part.typed] == untouched

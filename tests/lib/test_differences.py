"""What changed between two texts, word by word."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inss.lib.differences import Piece, as_html, compare, compare_sources, fold
from inss.lib.markup import plain, split_blocks

from .sources import ODD_SOURCES, SOURCES, note, table


def shown(pieces):
    """The pieces in one line: [-gone-]{+new+}."""
    frames = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(frames[piece.kind].format(piece.text) for piece in pieces)


def shown_sources(before, after):
    return [shown(paragraph.pieces) for paragraph in compare_sources(before, after)]


def changed(before, after):
    """The words that are gone, and those that are new."""
    pieces = compare(before, after)
    return [[piece.text for piece in pieces if piece.kind == kind] for kind in ("gone", "new")]


def test_a_changed_word_is_gone_and_new():
    assert compare("Ask for the money", "Ask about the money") == [
        Piece("same", "Ask "),
        Piece("gone", "for"),
        Piece("new", "about"),
        Piece("same", " the money"),
    ]


def test_words_that_came_or_went_leave_the_others_as_they_are():
    assert shown(compare("They spend, now.", "They spend it all, now.")) == "They spend{+ it all+}, now."
    assert shown(compare("They spend it all, now.", "They spend, now.")) == "They spend[- it all-], now."


def test_equal_texts_have_no_change_and_empty_ones_no_piece():
    assert compare("One two", "One two") == [Piece("same", "One two")]
    assert compare("", "") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("spent", "spend"),
        ("הבית", "בבית"),
        ("ב־24", "ב־25"),
        ("ה־INSS", "ה־IDF"),
        ("ב-5", "ב-6"),
        ('צה"ל', "צה״ל"),
        ('דו"ח', 'דו"חות'),
        ("ג'נין", "ג׳נין"),
        ("עמ'", "עמ׳"),
        ("סֶקֶר", "סקר"),
        ("בֵּית־סֵפֶר", "בתי־ספר"),
        ("don’t", "won’t"),
        ("-3.5%", "3.5%"),
        ("$1,000", "$1,200"),
        ("10:02", "10:03"),
        ("https://a.example/x?y=1#z", "https://a.example/x?y=2#z"),
        ("caf\u0065\u0301", "cafe"),
    ],
)
def test_the_unit_is_a_whole_word(before, after):
    assert changed(f"one, {before}. Two", f"one, {after}. Two") == [[before], [after]]


def test_punctuation_changes_without_its_word():
    assert shown(compare("One, two “three”.", "One; two “three”!")) == "One[-,-]{+;+} two “three”[-.-]{+!+}"


def test_a_sentence_written_anew_is_not_cut_up_at_each_word_that_it_kept():
    before = "reported once a year to the bank"
    after = "reported by the council at noon"
    assert shown(compare(before, after)) == "reported [-once a year to the bank-]{+by the council at noon+}"


def test_words_that_changed_apart_are_shown_apart():
    assert shown(compare("red one blue", "pink one grey")) == "[-red-]{+pink+} one [-blue-]{+grey+}"


def test_changes_in_two_lines_are_shown_apart():
    assert shown(compare("red\nblue", "pink\ngrey")) == "[-red-]{+pink+}\n[-blue-]{+grey+}"


TEXTS = st.text(alphabet="ab אב.,-־\"'\n1\u05b0\ud800\U0001f600", max_size=40)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(before, after):
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_a_text_has_more_different_words_than_a_char_of_two_bytes_can_tell_apart():
    words = [f"w{number}" for number in range(70_000)]
    after = [*words[:60_000], "new", *words[60_001:]]
    assert changed(" ".join(words), " ".join(after)) == [["w60000"], ["new"]]


def random_text(seed):
    return " ".join(random.Random(seed).choices("ab", k=200_000))


@pytest.mark.parametrize(
    ("before", "after"),
    [(random_text(1), random_text(2)), ("x " + "a " * 200_000, "a " * 170_000 + "b " + "a " * 20_000)],
    ids=["two words", "one word"],
)
def test_a_text_made_to_take_for_ever_is_compared(before, after):
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_what_is_not_compared_at_the_deadline_counts_as_replaced():
    assert compare("a b c d e f", "c d a f b e", deadline=0) == [
        Piece("gone", "a b c d e f"),
        Piece("new", "c d a f b e"),
    ]


def test_a_change_is_shown_with_the_words_around_it():
    pieces = compare("a b c d e f g h i j k l m", "a b c d e f X h i j k l m")
    assert shown(fold(pieces, 2)) == "… e f [-g-]{+X+} h i …"


def test_what_is_between_two_changes_is_folded_in_its_middle():
    pieces = compare("a b c d e f g h", "X b c d e f g Y")
    assert shown(fold(pieces, 2)) == "[-a-]{+X+} b c … f g [-h-]{+Y+}"
    assert shown(fold(pieces, 3)) == "[-a-]{+X+} b c d e f g [-h-]{+Y+}"


def test_nothing_but_an_ellipsis_is_left_of_a_text_without_a_change():
    assert shown(fold(compare("a b c", "a b c"))) == "…"


def test_pieces_are_written_as_html():
    pieces = [Piece("same", "a "), Piece("gone", "<b>"), Piece("new", '"c"\nd')]
    assert as_html(pieces) == "a <del>&lt;b&gt;</del><ins>&quot;c&quot;<br>d</ins>"


def test_a_rich_text_is_compared_paragraph_by_paragraph():
    before = "<h2>One</h2><p>Two words</p><p>Three</p>"
    after = "<h2>One</h2><p>New here</p><p>Two words more</p>"
    paragraphs = compare_sources(before, after)
    assert [(one.before, one.after, one.is_changed, shown(one.pieces)) for one in paragraphs] == [
        (1, 1, False, "## One"),
        (None, 2, True, "{+New here+}"),
        (2, 3, True, "Two words{+ more+}"),
        (3, None, True, "[-Three-]"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            '<p>See <a href="https://a.example/">here</a></p>',
            '<p>See <a href="https://b.example/">here</a></p>',
            "See here ‹\u2066[-https://a.example/-]{+https://b.example/+}\u2069›",
        ),
        ("<p>One two</p>", "<p>One <strong>two</strong></p>", "One {+**+}two{+**+}"),
        ("<p>One <em>two</em></p>", "<p>One two</p>", "One [-*-]two[-*-]"),
        (f"<p>One{note('A b')}</p>", f"<p>One{note('A c')}</p>", "One [A [-b-]{+c+}]"),
        (f"<p>One{note('A')}</p>", "<p>One</p>", "One[- [A]-]"),
        (table("<td>a</td><td>b</td>"), table("<td>a</td><td>c</td>"), "| a | [-b-]{+c+}"),
        (table("<td>a b</td><td>c</td>"), table("<td>a</td><td>b c</td>"), "| a [-b |-]{+| b+} c"),
        ("<ul><li>a</li></ul>", "<ul><li>a</li><li>b</li></ul>", "• a{+\n• b+}"),
        ("<p>One</p>", "<h2>One</h2>", "{+## +}One"),
        ("<p>One</p>", '<p dir="rtl">One</p>', '<p{+ dir="rtl"+}>One</p>'),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", "<[-ul-]{+ol+}><li>a</li></[-ul-]{+ol+}>"),
        (
            table('<td colspan="2">a</td>'),
            table('<td colspan="3">a</td>'),
            '<table><tbody><tr><td colspan="[-2-]{+3+}">a</td></tr></tbody></table>',
        ),
        ("", "<p></p>", "{+<p></p>+}"),
    ],
)
def test_a_change_of_what_is_not_a_word_is_shown(before, after, line):
    assert shown_sources(before, after) == [line]


def test_white_space_between_the_blocks_is_no_change():
    assert not any(one.is_changed for one in compare_sources("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"))


@settings(deadline=None, max_examples=50)
@given(SOURCES | ODD_SOURCES, SOURCES | ODD_SOURCES)
def test_two_rich_texts_that_differ_never_look_the_same(before, after):
    paragraphs = compare_sources(before, after)
    earlier, later = ([block.strip() for block in split_blocks(source)] for source in (before, after))
    assert any(one.is_changed for one in paragraphs) == (earlier != later)
    assert [one.before for one in paragraphs if one.before] == list(range(1, len(earlier) + 1))
    assert [one.after for one in paragraphs if one.after] == list(range(1, len(later) + 1))


def test_in_a_long_text_only_what_changed_is_shown():
    words = [f"word{number}" for number in range(1_000)]
    before = "".join(f"<p>{word}</p>" for word in words)
    after = "".join(f"<p>{word}</p>" for word in ["new", *words[:500], "other", *words[501:], "last"])
    lines = [shown(one.pieces) for one in compare_sources(before, after) if one.is_changed]
    assert lines == ["{+new+}", "[-word500-]{+other+}", "{+last+}"]


def test_a_paragraph_that_moved_is_gone_and_new():
    assert shown_sources("<p>a</p><p>b</p><p>c</p>", "<p>b</p><p>c</p><p>a</p>") == [
        "[-a-]",
        "b",
        "c",
        "{+a+}",
    ]


def test_a_rich_text_of_ten_thousand_paragraphs_is_compared():
    chance = random.Random(1)
    before, after = ("".join(f"<p>{chance.choice('ab')}</p>" for _ in range(10_000)) for _ in range(2))
    paragraphs = compare_sources(before, after)
    assert "\n".join("".join(p.text for p in one.pieces if p.kind != "new") for one in paragraphs) == plain(
        before
    )

"""The blocks of a rich text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inss.lib.markup import is_block, readable, sanitise, split_blocks

from .sources import ODD_SOURCES, SOURCES, note, table


def test_a_source_is_split_into_its_blocks():
    blocks = [
        "<h2>One</h2>",
        f"<p>Two{note('a > b')} <strong>x</strong><br>y</p>",
        "<ul><li><p>Three</p><ul><li><p>Four</p></li></ul></li></ul>",
        "<hr>",
        "<blockquote><p>Five</p><p>Six</p></blockquote>",
        table("<td><p>Seven</p></td>"),
        "<p></p>",
    ]
    assert split_blocks("".join(blocks)) == blocks


def test_white_space_belongs_to_the_block_before_it():
    assert split_blocks("<p>One</p>\n\n<p>Two</p>") == ["<p>One</p>\n\n", "<p>Two</p>"]


def test_text_outside_of_any_block_is_told_from_blocks():
    pieces = split_blocks("Loose <em>words</em><p>One</p><strong>x<p>Two</p></strong>")
    assert pieces == ["Loose <em>words</em>", "<p>One</p>", "<strong>x<p>Two</p></strong>"]
    assert [is_block(piece) for piece in pieces] == [False, True, False]


@settings(deadline=None)
@given(SOURCES | ODD_SOURCES | st.text(alphabet="<>/pbr \"'=&;u", max_size=30))
def test_splitting_loses_no_byte(source):
    assert "".join(split_blocks(source)) == source


@settings(deadline=None, max_examples=50)
@given(SOURCES)
def test_what_the_editor_writes_is_blocks_and_each_of_them_is_a_source(source):
    for block in split_blocks(source):
        assert is_block(block)
        assert sanitise(block) in {block, ""}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<h2>One</h2><h3>Two</h3><p>Three</p>", "## One\n### Two\nThree"),
        (f"<p>Words{note('A note')} go on</p>", "Words [A note] go on"),
        ("<p>One <strong>two <em>three</em></strong></p>", "One **two *three***"),
        ('<p><a href="/contact/">Write</a> to us</p>', "Write ‹\u2066/contact/\u2069› to us"),
        ("<ul><li><p>One</p></li><li>Two</li></ul>", "• One\n• Two"),
        ("<blockquote><p>One</p></blockquote>", "> One"),
        (table("<th><p>A</p></th><th></th>", "<td>b</td><td>c</td>", caption="C"), "C\n| A |\n| b | c"),
        ("<p>One</p><hr><p>Two<br>Three</p>", "One\n———\nTwo\nThree"),
    ],
)
def test_a_source_can_be_read_without_knowing_html(source, text):
    assert readable(source) == text

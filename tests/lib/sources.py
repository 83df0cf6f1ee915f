"""Parts of a rich text as the editor sends them."""

from html import escape

from hypothesis import strategies as st

from inss.lib.markup import sanitise


def table(*rows: str, caption: str = "") -> str:
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>{caption and f'<caption>{caption}</caption>'}<tbody>{lines}</tbody></table>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def note(text: str) -> str:
    return f'<span class="footnote" data-note="{escape(text)}"></span>'


WORDS = st.text(alphabet="abאב <>&\"'\u00a0\u05b0־.", min_size=1, max_size=8)
INLINE = st.one_of(
    WORDS.map(escape),
    WORDS.map(note),
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["strong", "em"]), WORDS.map(escape)),
    st.builds('<a href="https://{}.example/">{}</a>'.format, st.sampled_from("ab"), WORDS.map(escape)),
    st.just("<br>"),
)
LINES = st.lists(INLINE, max_size=4).map("".join)
PARAGRAPHS = st.builds('<p dir="{}">{}</p>'.format, st.sampled_from(["ltr", "rtl"]), LINES) | LINES.map(
    "<p>{}</p>".format
)
ITEMS = st.builds(
    "<{0}><li>{1}</li><li><p>x</p></li></{0}>".format, st.sampled_from(["ul", "ol"]), PARAGRAPHS
)
BLOCKS = st.one_of(
    PARAGRAPHS,
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["h2", "h3", "h4"]), LINES),
    ITEMS,
    st.builds("<blockquote>{}{}</blockquote>".format, PARAGRAPHS, ITEMS),
    PARAGRAPHS.map(lambda cell: table(f"<th>{cell}</th>", f'<td colspan="2">{cell}</td>', caption="c")),
    st.just("<hr>"),
)
SOURCES = st.lists(BLOCKS, max_size=6).map("".join).map(sanitise)
"""Sanitised sources as the editor writes them."""

ODD_SOURCES = (
    st.lists(BLOCKS | INLINE | st.sampled_from(["\n", "</p>", "<strong>", "<li>"]), max_size=6)
    .map("".join)
    .map(sanitise)
)
"""Sanitised sources with white space between the blocks and text outside of them, as an import may have."""

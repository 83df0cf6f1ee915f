"""Sanitising and rendering of rich text."""

from html.parser import HTMLParser

import pytest
from django.utils.translation import gettext, override
from hypothesis import given, settings
from hypothesis import strategies as st

from inss.lib.markup import finished, plain, render, sanitise

from .sources import table

ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src=x onerror="alert(1)">',
    '<p onclick="alert(1)">x</p>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    '<math href="javascript:alert(1)">x</math>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<style>@import 'https://evil.example/x.css';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<iframe src=https://evil.example></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=https://evil.example/x.swf></object><embed src=x>",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<noframes><img src=x onerror=alert(1)></noframes>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><img src=x onerror=alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>",
    '<span class="footnote other" data-note="<img src=x onerror=alert(1)>">x</span>',
    '<span class="footnote" data-note=\'"><script>alert(1)</script>\'></span>',
    '<p id="r1" class="site-header" data-x="1" dir="auto">x</p>',
    '<td colspan="1 onclick=alert(1)">x</td>',
    "<a href=https://a.example target=_top rel=opener ping=https://evil.example>x</a>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]

BAD_ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#x09;script:alert(1)",
    "java&Tab;script&colon;alert(1)",
    "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)",
    "java\x00script:alert(1)",
    "\u200bjavascript:alert(1)",
    "java\u00adscript:alert(1)",
    "java script:alert(1)",
    "javascript&#58;alert(1)",
    "&#106;&#97;&#118;&#97;script:alert(1)",
    "javascript://%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "blob:https://a.example/x",
    "file:///etc/passwd",
    "ftp://a.example/x",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
]

ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start", "dir"},
    "td": {"colspan", "rowspan", "dir"},
    "th": {"colspan", "rowspan", "dir"},
    "span": {"class", "data-note", "dir"},
} | {name: {"dir"} for name in ("p", "h2", "h3", "h4", "ul", "li", "blockquote")}
BARE = {"strong", "em", "br", "hr", "table", "caption", "thead", "tbody", "tr"}


class Inventory(HTMLParser):
    """Reads a page as an outsider would, and keeps each tag with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl):
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")


def assert_harmless(source):
    for tag, attributes in Inventory(source).tags:
        assert tag in BARE | set(ATTRIBUTES)
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        assert attributes.get("dir") in {None, "ltr", "rtl"}
        assert attributes.get("class") in {None, "", "footnote"}
        assert_address(attributes.get("href") or "")


def assert_address(address):
    assert address.isprintable()
    scheme, colon, _rest = address.partition(":")
    if colon and not set("/?#") & set(scheme):
        assert scheme.lower() in {"http", "https", "mailto", "tel"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_leaves_nothing_that_runs(attack):
    cleaned = sanitise(f"<p>before</p>{attack}")
    assert cleaned.startswith("<p>before</p>")
    assert_harmless(cleaned)
    public = render(cleaned, language="en").html
    assert not {"script", "img", "svg", "style"} & {tag for tag, _attributes in Inventory(public).tags}
    assert all(
        not name.startswith("on") for _tag, attributes in Inventory(public).tags for name in attributes
    )


@pytest.mark.parametrize(
    "tag",
    [
        "svg",
        "math",
        "style",
        "script",
        "title",
        "textarea",
        "xmp",
        "noscript",
        "iframe",
        "noembed",
        "template",
    ],
)
def test_some_elements_go_with_all_that_is_in_them(tag):
    assert sanitise(f"<p>a</p><{tag}>secret</{tag}>") == "<p>a</p>"


def test_no_attribute_is_allowed_everywhere():
    assert sanitise('<p title="x" lang="he" class="y" id="z">a</p>') == "<p>a</p>"


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_with_another_scheme_is_taken_off(address):
    cleaned = sanitise(f'<p><a href="{address}">words</a></p>')
    assert Inventory(cleaned).tags == [("p", {}), ("a", {})]
    assert render(cleaned, language="en").html == "<p>words</p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/x?y=1&amp;z=2#top",
        "HTTP://a.example/",
        "mailto:info@a.example?subject=One%20two",
        "tel:+972-3-640-0400",
        "/publication/two-clocks/",
        "two-clocks/",
        "#h2",
        "?page=2",
        "/a:b",
    ],
)
def test_a_good_address_stays(address):
    assert sanitise(f'<p><a href="{address}">x</a></p>') == f'<p><a href="{address}">x</a></p>'


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from([*ATTACKS, *(f'<a href="{address}">' for address in BAD_ADDRESSES)]),
        st.sampled_from(["<p>", "</p>", "<table>", "<tr>", "<td>", "<caption>", "<li>", "<ul>", "<h2>"]),
        st.sampled_from(["<a>", "<!--", "-->", "<b>", "<span"]),
        st.sampled_from(
            [
                "<svg>",
                "</svg>",
                "<math>",
                "<style>",
                "</style>",
                "<select>",
                "<span class=footnote data-note='",
            ]
        ),
        st.sampled_from(
            ["<", ">", "/", '"', "'", "=", "&", "&lt;", "&#0;", "`", "\x00", "\x0c", "\u2028", "]]>"]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
).map("".join)


@settings(deadline=None)
@given(FRAGMENTS)
def test_whatever_comes_in_is_harmless_and_sanitising_again_changes_nothing(source):
    cleaned = sanitise(source)
    assert_harmless(cleaned)
    assert sanitise(cleaned) == cleaned


@settings(deadline=None)
@given(FRAGMENTS, st.sampled_from(["en", "he"]))
def test_whatever_comes_in_can_be_rendered_without_a_new_danger(source, language):
    public = render(sanitise(source), language=language).html
    for tag, attributes in Inventory(public).tags:
        assert tag in BARE | set(ATTRIBUTES) | {"sup", "figure", "figcaption", "div", "section", "bdi"}
        assert not any(name.startswith("on") or name in {"style", "src"} for name in attributes)
        assert_address(attributes.get("href") or "")


def test_elements_nested_thousandfold_are_flattened():
    rendered = render(sanitise("<blockquote>" * 5000 + "deep"), language="en")
    assert rendered.plain == "deep"
    assert rendered.html.count("<blockquote>") <= 60


def test_an_empty_paragraph_is_no_text():
    assert sanitise("<p></p>") == sanitise(" <p><br></p>\n") == ""
    assert render("", language="en").html == ""


def test_what_an_editor_writes_is_kept_as_it_is():
    source = (
        "<h2>One</h2><p>Two <strong>three</strong> <em>four</em><br>“five”"
        '<span class="footnote" data-note="Six"></span></p><ul><li><p>a</p></li></ul>'
        '<ol start="3"><li><p>b</p></li></ol><blockquote><p dir="rtl">שלום</p></blockquote>'
        "<table><caption>Seven</caption><tbody><tr><th><p>A</p></th></tr>"
        '<tr><td colspan="2"><p>B</p></td></tr></tbody></table><hr>'
    )
    assert sanitise(source) == source


NOTE = '<span class="footnote" data-note="{}"></span>'


def test_notes_are_numbered_and_linked_both_ways():
    source = f"<p>One{NOTE.format('First &amp; last')} two{NOTE.format('B')}</p>"
    html = render(source, language="en").html
    assert '<sup dir="ltr"><a class="fnref" id="r1" href="#n1" aria-label="Note 1">1</a></sup> two' in html
    assert html.endswith(
        '<section class="notes" aria-labelledby="notes"><h2 id="notes">Notes</h2><ol>'
        '<li id="n1" tabindex="-1">First &amp; last <a href="#r1" aria-label="Back to reference 1">↑</a></li>'
        '<li id="n2" tabindex="-1">B <a href="#r2" aria-label="Back to reference 2">↑</a></li></ol></section>'
    )


def test_a_note_without_text_is_not_shown_to_readers():
    html = render(f"<p>One{NOTE.format(' ')} two{NOTE.format('Second')}</p>", language="en").html
    assert 'href="#n1"' in html
    assert "n2" not in html
    assert html.startswith("<p>One two<sup")


def test_a_web_address_in_a_note_is_a_link_without_the_full_stop():
    html = render(f"<p>x{NOTE.format('See https://a.example/b?c=1&amp;d=2.')}</p>", language="en").html
    assert '<a href="https://a.example/b?c=1&amp;d=2" rel="external noopener" dir="ltr">' in html
    assert "</a>. <a" in html


def test_an_english_note_of_a_hebrew_text_says_its_language():
    html = render(f"<p>שלום{NOTE.format('A Title, 2024')}{NOTE.format('הערה')}</p>", language="he").html
    assert '<li id="n1" tabindex="-1"><bdi lang="en" dir="ltr">A Title, 2024</bdi> <a' in html
    assert '<li id="n2" tabindex="-1">הערה <a' in html


def test_headings_have_ids_by_their_place():
    rendered = render("<h2>What <em>now</em></h2><p>x</p><h3>What now</h3><h2> </h2>", language="en")
    assert rendered.headings == [
        {"id": "h1", "level": 2, "text": "What now"},
        {"id": "h2", "level": 3, "text": "What now"},
    ]
    assert rendered.html == '<h2 id="h1">What <em>now</em></h2><p>x</p><h3 id="h2">What now</h3>'


def test_words_against_the_direction_of_the_text_say_their_language():
    source = (
        '<p>As <span dir="rtl">שלום <span dir="ltr">ok</span></span></p>'
        '<blockquote><p dir="rtl">ציטוט</p></blockquote>'
    )
    assert render(source, language="en").html == (
        '<p>As <span lang="he" dir="rtl">שלום <span lang="en" dir="ltr">ok</span></span></p>'
        '<blockquote><p lang="he" dir="rtl">ציטוט</p></blockquote>'
    )


def test_a_direction_that_is_the_texts_own_is_left_out():
    source = '<p dir="rtl">שלום <span dir="rtl">רב</span></p>'
    assert render(source, language="he").html == "<p>שלום רב</p>"


def test_a_lone_paragraph_in_an_item_or_cell_needs_no_element():
    source = '<ul><li><p>a</p><ul><li><p>b</p><p>c</p></li></ul></li><li dir="rtl"><p>ד</p></li></ul>'
    assert render(source, language="en").html == (
        '<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li><li lang="he" dir="rtl">ד</li></ul>'
    )


def test_empty_blocks_are_left_out():
    assert (
        render("<p>a</p><p></p><p><br></p><p>b</p><ul><li><p></p></li></ul>", language="en").html
        == "<p>a</p><p>b</p>"
    )


def test_a_link_to_another_site_says_so():
    html = render('<p><a href="https://a.example/">x</a> <a href="/topics/">y</a></p>', language="en").html
    assert (
        html == '<p><a href="https://a.example/" rel="external noopener">x</a> <a href="/topics/">y</a></p>'
    )


def test_the_plain_text_has_a_line_for_each_block_and_the_notes_last():
    source = f"<h2>One</h2><p>two{NOTE.format('a note')} <em>thr</em>ee<br>four</p>" + table(
        "<td><p>5</p></td><td><p>6</p></td>"
    )
    rendered = render(source, language="en")
    assert rendered.plain == "One\ntwo three\nfour\n5 6\na note"
    assert rendered.words == 6


def test_a_source_is_read_in_words_with_its_notes_in_their_places():
    assert plain(f"<h2>One</h2><p>two{NOTE.format('a note')} <em>three</em></p>") == "One\ntwo [a note] three"


def test_quotes_and_signs_come_out_as_they_went_in():
    source = sanitise("<p>“Q” — A &amp; B &lt; C ‘x’ \u00a0…</p>")
    rendered = render(source, language="en")
    assert rendered.html == "<p>“Q” — A &amp; B &lt; C ‘x’ \u00a0…</p>"
    assert rendered.plain == "“Q” — A & B < C ‘x’ …"


@pytest.mark.parametrize("language", ["en", "he"])
def test_labels_are_in_the_texts_language_whatever_is_active(language):
    with override(language):
        heading, label = gettext("Notes"), gettext("Note %(number)s") % {"number": 1}
    with override("en" if language == "he" else "he"):
        html = render(f"<p>y{NOTE.format('z')}</p>", language=language).html
    assert f'<h2 id="notes">{heading}</h2>' in html
    assert f'aria-label="{label}"' in html


def test_rendering_is_the_same_every_time():
    source = f"<h2>x</h2><p>y{NOTE.format('z')}</p>"
    assert render(source, language="he") == render(source, language="he")


def test_finished_html_is_printed_without_escaping():
    assert finished("<p>x</p>").__html__() == "<p>x</p>"

"""The rich-text editor in a real browser, under the desk's policy."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from inss.lib.markup import render, sanitise

from .desk import AXE, until
from .targets import SIZE_TO_PRESS

CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """(html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("[contenteditable=true]").dispatchEvent(event);
}"""


class Editor:
    """What a person does with the field, and what would be saved."""

    def __init__(self, page):
        self.page = page
        self.text = page.locator(".prose-editor [contenteditable=true]")
        self.toolbar = page.get_by_role("toolbar", name="Formatting")

    def open(self, body="", language="en"):
        self.page.goto(f"/text/{language}/?{urlencode({'body': body})}")
        self.toolbar.wait_for()
        self.text.click()
        return self

    def type(self, words):
        self.page.keyboard.type(words)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def select_all(self):
        self.page.keyboard.press("Control+a")
        until(lambda: self.text.evaluate("text => !text.editor.state.selection.empty"))

    def go_to_end(self):
        """The editor reads a moment later where the browser has put the caret."""
        self.press("Control+End")
        end = "({ editor: { state } }) => state.selection.to > state.doc.content.size - 5"
        until(lambda: self.text.evaluate(end))

    def use(self, name):
        self.toolbar.get_by_role("button", name=name, exact=True).click()

    def paste(self, name):
        self.page.evaluate(PASTE, (CLIPBOARD / name).read_text())

    def note(self, number):
        return self.page.get_by_label(f"Note {number}", exact=True)

    @property
    def source(self):
        return sanitise(self.page.locator("#id_body").input_value())


@pytest.fixture
def editor(page, settings, complaints):
    settings.ROOT_URLCONF = "tests.browser.editor_page"
    yield Editor(page)
    assert complaints == []


def test_words_blanks_and_marks_are_saved_as_typed(editor):
    editor.open().type("One  two ")
    editor.press("Control+b")
    editor.type("three")
    editor.press("Control+b", "Enter")
    editor.use("Heading")
    editor.type("“Four”")
    assert editor.source == "<p>One  two <strong>three</strong></p><h2>“Four”</h2>"


def test_what_the_editor_writes_comes_through_the_sanitiser_as_it_is(editor):
    body = (
        "<h2>a</h2><h3>b</h3><h4>c</h4><p>d<br>e</p><ul><li><p>f</p></li></ul><blockquote><p>g</p></blockquote><hr>"
        "<table><caption>h</caption><tbody><tr><th><p>i</p></th></tr><tr><td><p>j</p></td></tr></tbody></table>"
        '<p dir="rtl">k <span dir="ltr">l</span><span class="footnote" data-note="m"></span></p>'
        '<ol start="3"><li><p>n <a href="/x">o</a></p></li></ol>'
    )
    editor.open(body).go_to_end()
    editor.type("!")
    assert editor.source == body.replace("o</a>", "o!</a>")


def test_notes_are_made_and_edited_by_keyboard_and_come_back_to_their_place(editor):
    editor.open().type("First")
    editor.press("Control+Alt+f")
    editor.type("A note")
    editor.press("Enter")
    editor.type(" second")
    editor.press("Control+Alt+f")
    editor.type("Another “note”")
    editor.press("Escape")
    editor.type(".")
    assert editor.source == (
        '<p>First<span class="footnote" data-note="A note"></span> second'
        '<span class="footnote" data-note="Another “note”"></span>.</p>'
    )


def test_a_note_put_before_another_takes_its_number(editor):
    editor.open('<p>One<span class="footnote" data-note="old"></span></p>').press("Home")
    editor.press("ArrowRight")
    editor.page.get_by_role("button", name="Add a note at the cursor").click()
    editor.type("new")
    assert editor.note(1).input_value() == "new"
    assert editor.note(2).input_value() == "old"


def test_a_click_on_a_notes_number_leads_to_its_text(editor):
    editor.open(
        '<p>One<span class="footnote" data-note="a"></span><span class="footnote" data-note="b"></span></p>'
    )
    editor.text.locator(".footnote").nth(1).click()
    assert editor.note(2).evaluate("field => field === document.activeElement")


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_number_of_a_note_is_large_enough_for_a_thumb_and_parts_no_lines(editor, language):
    editor.open(f"<p>Without</p><p>With{FOOTNOTE} a note</p>", language)
    without, noted = (editor.text.locator("p").nth(n).bounding_box()["height"] for n in (0, 1))

    assert min(editor.text.locator(".footnote").evaluate(SIZE_TO_PRESS)) >= 24
    assert noted == without


def test_a_table_is_made_captioned_and_filled_by_keyboard(editor):
    editor.open()
    editor.use("Table")
    editor.type("Date")
    editor.press("Tab")
    editor.type("Outcome")
    editor.use("Caption")
    editor.type("Rounds")
    editor.press("Enter")
    editor.use("Delete column")
    editor.use("Delete row")
    editor.type("x")
    public = render(editor.source, language="en").html
    assert '<figcaption id="t1">Rounds</figcaption>' in public
    editor.use("Delete table")
    assert "<table" not in editor.source


@pytest.mark.parametrize("behind", ["", "<p>Behind</p>", "<ul><li><p>Behind</p></li></ul>"])
def test_escape_leads_out_of_a_table_into_the_text_behind_it(editor, behind):
    editor.open(f"<table><tbody><tr><td><p>Cell</p></td></tr></tbody></table>{behind}")
    editor.text.get_by_text("Cell").click()
    expect(editor.toolbar.get_by_role("button", name="Delete table")).to_be_visible()
    editor.press("Escape")
    editor.type("Out ")
    assert "<p>Cell</p></td></tr></tbody></table><p>Out " in editor.source


def test_the_ways_out_of_a_table_are_said_inside_it(editor):
    editor.open("<p>Before</p><table><tbody><tr><td><p>Cell</p></td></tr></tbody></table>")
    editor.text.get_by_text("Before").click()
    ways = editor.page.get_by_text("Escape leads out of the table")
    expect(ways).to_be_hidden()
    expect(editor.text).to_have_accessible_description("")
    editor.text.get_by_text("Cell").click()
    expect(ways).to_be_visible()
    expect(editor.text).to_have_accessible_description(ways.text_content())


def test_a_link_is_made_at_the_selection_and_completed(editor):
    editor.open().type("report")
    editor.select_all()
    editor.press("Control+k")
    editor.page.get_by_role("dialog", name="Link").wait_for()
    editor.type("www.example.org/report")
    editor.press("Enter")
    until(lambda: editor.source == '<p><a href="https://www.example.org/report">report</a></p>')
    editor.press("Control+k", "Escape")
    until(lambda: editor.text.evaluate("text => text === document.activeElement"))
    editor.press("Control+k", "Delete", "Enter")
    until(lambda: editor.source == "<p>report</p>")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", " JAVASCRIPT:alert(1)", "no address", "//elsewhere"],
)
def test_what_is_no_address_is_refused_beside_its_field_and_can_be_left(editor, address):
    editor.open().type("report")
    editor.select_all()
    editor.press("Control+k")
    editor.type(address)
    editor.press("Enter")
    field = editor.page.get_by_role("dialog", name="Link").get_by_role("textbox")
    assert "Enter a full address" in field.evaluate("field => field.validationMessage")
    expect(field).to_be_focused()
    editor.page.get_by_role("button", name="Cancel").click()
    until(lambda: editor.text.evaluate("text => text === document.activeElement"))
    assert "href" not in editor.page.locator("#id_body").input_value()


def test_a_paragraph_or_words_run_against_the_text(editor):
    editor.open(language="he").type("Quoted")
    editor.use("Paragraph in the other direction")
    editor.press("Enter")
    editor.use("Paragraph in the other direction")
    editor.use("Words in the other language")
    editor.type("NATO")
    assert editor.text.get_attribute("dir") == "rtl"
    assert editor.source == '<p dir="ltr">Quoted</p><p><span dir="ltr">NATO</span></p>'


def test_the_toolbar_is_one_stop_and_walked_by_arrows(editor):
    editor.open().press("Shift+Tab")
    assert editor.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Heading"
    editor.press("ArrowRight", "ArrowRight", "ArrowRight", "Space")
    assert editor.text.evaluate("text => text === document.activeElement")
    editor.type("bold")
    assert editor.source == "<p><strong>bold</strong></p>"


PASTED = (
    "<h2>What a host can offer</h2>"
    "<p>A paragraph with <strong>bold</strong>, <em>italic</em> and a "
    '<a href="https://www.example.org/report">link to a report</a>.</p>'
    "<ul><li><p>A place</p><ul><li><p>A hall in it</p></li></ul></li><li><p>A promise</p></li></ul>"
    "<ol><li><p>Dates</p></li></ol>"
    "<table><tbody><tr><td><p><strong>April</strong></p></td><td><p>A statement</p></td></tr></tbody></table>"
    '<p dir="rtl">פסקה בעברית</p>'
)


def test_a_paste_from_google_docs_keeps_headings_lists_links_and_tables(editor):
    editor.open().paste("google-docs.html")
    assert editor.source == PASTED


def test_a_paste_from_word_keeps_headings_lists_links_tables_and_notes(editor):
    editor.open().paste("word.html")
    assert editor.source == (
        "<h2>A host and its guests</h2>"
        "<p>A paragraph that Word breaks over lines, with <strong>bold</strong>, <em>italic</em> and a "
        '<a href="https://www.example.org/report?a=1&amp;b=2">link to a report</a>.'
        '<span class="footnote" data-note="Author, “Title of report”, 23 July 2024."></span></p>'
        "<h3>What a host can offer</h3>"
        "<ul><li><p>A place</p><ul><li><p>A hall in it</p></li></ul></li><li><p>A promise</p></li></ul>"
        "<ol><li><p>Dates</p></li>"
        '<li><p>Money<span class="footnote" data-note="Second note, Journal 27."></span></p></li></ol>'
        "<table><tbody><tr><th><p>Date</p></th><th><p>Outcome</p></th></tr>"
        "<tr><td><p>April</p></td><td><p>A statement</p></td></tr></tbody></table>"
    )
    assert editor.note(2).input_value() == "Second note, Journal 27."


def test_a_hebrew_paste_from_word_into_a_hebrew_text_needs_no_direction(editor):
    editor.open(language="he").paste("word-hebrew.html")
    assert editor.source == (
        "<h2>מה מארח יכול להציע</h2><p>פסקה <strong>מודגשת</strong> ועודNATO.</p>"
        "<ol><li><p>ראשון</p></li><li><p>שני</p></li></ol>"
    )


def test_a_hebrew_paste_into_an_english_text_keeps_its_direction(editor):
    editor.open().paste("word-hebrew.html")
    assert editor.source.startswith('<h2 dir="rtl">')


ORDER = """(root, words) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const places = [];
    while (texts.nextNode()) {
        for (const word of words) {
            const at = texts.currentNode.data.indexOf(word);
            if (at < 0 || texts.currentNode.parentElement.closest(".fnref, .notes")) continue;
            const range = document.createRange();
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + word.length);
            places.push([range.getBoundingClientRect().left, word]);
        }
    }
    for (const note of root.querySelectorAll(".footnote, sup")) {
        places.push([note.getBoundingClientRect().left, "note"]);
    }
    return places.toSorted(([a], [b]) => a - b).map(([_left, word]) => word);
}"""


def drawn(editor, language, source, *words):
    """The words, and "note", from left to right: as the editor draws them, and as readers see them."""
    in_editor = editor.open(source, language).text.evaluate(ORDER, words)
    page = editor.page.context.new_page()
    direction = "rtl" if language == "he" else "ltr"
    page.set_content(f"<main dir={direction}>{render(source, language=language).html}</main>")
    public = page.locator("main").evaluate(ORDER, words)
    page.close()
    return in_editor, public


FOOTNOTE = '<span class="footnote" data-note="x"></span>'


@pytest.mark.parametrize(
    ("language", "text", "words", "order"),
    [
        ("he", f"לפי RAND.{FOOTNOTE}", ["RAND", "."], ["note", ".", "RAND"]),
        ("he", f"לפי RAND{FOOTNOTE}.", ["RAND", "."], [".", "note", "RAND"]),
        ("he", f"לפי ה־IISS{FOOTNOTE} הדבר", ["IISS", "הדבר"], ["הדבר", "note", "IISS"]),
        ("he", f"בשנת 2024{FOOTNOTE} קרה", ["2024", "קרה"], ["קרה", "note", "2024"]),
        ("en", f"Called שלום.{FOOTNOTE}", ["שלום", "."], ["שלום", ".", "note"]),
        ("en", f"Called שלום{FOOTNOTE}, too", ["שלום", ","], ["שלום", "note", ","]),
    ],
)
def test_a_note_stands_after_a_word_of_the_other_language(editor, language, text, words, order):
    assert drawn(editor, language, f"<p>{text}</p>", *words) == (order, order)


@pytest.mark.parametrize(
    ("cell", "words", "order"),
    [
        ("−0.4%", ["−", "0.4"], ["−", "0.4"]),
        (f"-0.4%{FOOTNOTE}", ["-", "0.4"], ["note", "-", "0.4"]),
        ("2020–2024", ["2020", "2024"], ["2024", "2020"]),
    ],
)
def test_figures_in_a_hebrew_table_have_their_sign_before_them(editor, cell, words, order):
    source = f"<table><tbody><tr><td><p>{cell}</p></td></tr></tbody></table>"
    assert drawn(editor, "he", source, *words) == (order, order)


@pytest.mark.parametrize(
    ("language", "note", "direction"),
    [
        ("he", "Reuters, 12 ביולי 2026", "rtl"),
        ("he", "SIPRI, 2026.", "ltr"),
        ("he", "ראו https://a.example/", "rtl"),
        ("en", "מעריב, 12 July 2026", "ltr"),
        ("en", "ראו https://a.example/", "rtl"),
    ],
)
def test_a_note_is_written_in_the_direction_it_is_read_in(editor, language, note, direction):
    editor.open(f'<p>x<span class="footnote" data-note="{note}"></span></p>', language)
    expect(editor.note(1)).to_have_attribute("dir", direction)


@pytest.mark.parametrize(("language", "arrow"), [("en", "r_to_l"), ("he", "l_to_r")])
def test_the_button_of_the_other_direction_points_there(editor, language, arrow):
    button = editor.open(language=language).toolbar.get_by_label("Paragraph in the other direction")
    expect(button).to_have_text(f"format_textdirection_{arrow}")


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_editor_is_accessible_with_a_table_and_its_dialog_open(editor, language):
    editor.open('<p>One<span class="footnote" data-note=""></span></p>', language)
    editor.use("Table")
    for heading in ("A", "B", "C"):
        editor.type(heading)
        editor.press("Tab")
    for dialog in (False, True):
        if dialog:
            editor.use("Caption")
        results = Axe().run(editor.page, options=AXE)
        assert results.violations_count == 0, results.generate_report()

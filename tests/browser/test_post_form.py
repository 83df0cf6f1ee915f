"""The form a post is written in, in a real browser: the journey, the keyboard, the buttons."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from posts.models import Post
from tests.browser.conftest import listen
from tests.browser.desk import AXE, log_in, until
from tests.browser.post_form import ADD, SAVED, Form, form_of
from tests.browser.visits import looks
from tests.factories import (
    make_author,
    make_draft,
    make_post,
    make_publisher,
    make_section,
    make_tag,
    make_topic,
)


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_post_is_written_saved_previewed_and_published(form, complaints, language):
    page = form.page
    section, author, topic = make_section("Posts"), make_author("Galia Lavi"), make_topic("Iran")
    make_tag("energy")
    form.open(ADD)
    page.get_by_label("Section").select_option("Posts")
    page.get_by_label("עברית" if language == "he" else "English", exact=True).check()
    form.title.fill("Two clocks")
    form.text.click()
    assert form.text.get_attribute("dir") == ("rtl" if language == "he" else "ltr")
    keyboard = page.keyboard
    keyboard.type("First")
    keyboard.press("Control+Alt+f")
    keyboard.type("One note")
    keyboard.press("Enter")
    keyboard.type(" second")
    keyboard.press("Control+Alt+f")
    keyboard.type("Another note")
    keyboard.press("Enter")
    page.get_by_role("button", name="Table", exact=True).click()
    keyboard.type("Date")
    form.pick("Person", "Galia Lavi")
    form.pick("Topics", "Iran")
    form.pick("Tags", "energy")
    form.press("Save draft")
    post = Post.objects.get()
    assert (post.state, post.slug, post.primary_topic) == ("draft", "two-clocks", topic)
    assert form.kept() == []
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Preview").click()
    preview = opened.value
    listen(preview, complaints)
    preview.reload()
    expect(preview.get_by_role("heading", name="Two clocks", level=1)).to_be_visible()
    expect(preview.locator("section.notes li")).to_have_count(2)
    expect(preview.locator("figure.table-fig")).to_have_count(1)
    preview.close()
    form.press("Publish now")
    page.goto(post.get_absolute_url())
    expect(page.get_by_role("link", name="Galia Lavi").first).to_be_visible()
    for address in (section, topic, author):
        prefix = "/he" if language == "he" else ""
        page.goto(prefix + address.get_absolute_url())
        expect(page.get_by_role("link", name="Two clocks").first).to_be_visible()
    assert complaints == []


def test_enter_in_the_title_saves_a_draft_and_publishes_nothing(form):
    post = make_draft()
    form.open(form_of(post)).title.fill("By keyboard")
    form.title.press("Enter")
    form.wait_until_saved()
    expect(form.page.get_by_role("textbox", name="Standfirst")).to_be_focused()
    post.refresh_from_db()
    assert (post.title, post.state) == ("By keyboard", "draft")


def test_saving_by_keyboard_leaves_the_page_and_the_caret_where_they_were(form):
    lines = "".join(f"<p>Line {n}.</p>" for n in range(60))
    form.open(form_of(make_draft(body=lines)))
    form.text.get_by_text("Line 40.").click()
    form.page.keyboard.press("End")
    form.page.keyboard.type(" Typed")
    before = form.text.get_by_text("Line 40.").bounding_box()["y"]
    form.save()
    assert abs(form.text.get_by_text("Line 40.").bounding_box()["y"] - before) < 2
    form.page.keyboard.type(" on")
    expect(form.text.get_by_text("Line 40.")).to_have_text("Line 40. Typed on")


def test_enter_on_a_published_post_changes_nothing_for_readers(form):
    post = make_post(title="As published")
    form.open(form_of(post)).title.fill("Not yet")
    form.title.press("Enter")
    expect(form.title).to_have_value("Not yet")
    form.page.keyboard.press("Control+s")
    form.page.wait_for_timeout(300)
    post.refresh_from_db()
    assert post.title == "As published"


def test_the_main_button_says_what_it_will_do_and_when(form):
    form.open(form_of(make_draft()))
    day = form.page.get_by_label("Day", exact=True)
    day.fill("2031-07-24")
    form.page.get_by_label("Hour", exact=True).fill("9:00")
    expect(form.page.locator(".main-btn")).to_have_text("Schedule for 24 July 2031, 09:00 (Jerusalem)")
    day.fill("")
    form.page.get_by_label("Hour", exact=True).fill("")
    expect(form.page.locator(".main-btn")).to_have_text("Publish now")


@pytest.mark.parametrize(
    ("day", "hour", "when"),
    [
        ("24.7.2031", "9", "24 July 2031, 09:00"),
        ("2031-13-45", "09:00", "…"),
        ("2031-02-30", "09:00", "…"),
        ("30/12/31", "09:00", "…"),
        ("2031-07-24", "", "…"),
        ("2031-07-24", "25:00", "…"),
        ("", "09:00", "…"),
        ("2020-01-01", "09:00", "…"),
    ],
)
def test_the_main_button_names_no_moment_that_the_server_would_not_read(form, day, hour, when):
    form.open(form_of(make_draft()))
    form.page.get_by_label("Day", exact=True).fill(day)
    form.page.get_by_label("Hour", exact=True).fill(hour)
    expect(form.page.locator(".main-btn")).to_have_text(f"Schedule for {when} (Jerusalem)")


def test_a_scheduled_post_is_published_by_one_click(form):
    post = make_post(at=timezone.now() + dt.timedelta(days=1))
    form.open(form_of(post)).press("Publish now")
    post.refresh_from_db()
    assert post.state == "published"


def test_the_slug_follows_an_english_title_until_somebody_types_one(form):
    form.open(ADD)
    slug = form.page.get_by_role("textbox", name="Slug")
    form.title.fill("What’s next? A “second” look")
    expect(slug).to_have_value("whats-next-a-second-look")
    slug.fill("second-look")
    form.title.fill("Something else")
    expect(slug).to_have_value("second-look")


def test_the_number_shows_where_the_section_has_one(form):
    make_section("Series", kind="numbered")
    make_section("Plain")
    form.open(ADD)
    number = form.page.get_by_label("Number in the series")
    form.page.get_by_label("Section").select_option("Plain")
    expect(number).to_be_hidden()
    form.page.get_by_label("Section").select_option("Series")
    expect(number).to_be_visible()


def test_the_last_number_of_the_series_is_said_beside_the_field(form):
    series = make_section("Series", kind="numbered")
    make_post(section=series, number=2091)
    make_draft(section=series, number=17)
    make_draft(section=series, number=640, language="he")
    form.open(ADD)
    number = form.page.locator(".field-number")
    form.page.get_by_label("Section").select_option("Series")
    expect(number).to_contain_text("Last number: 2091")
    form.page.get_by_label("עברית", exact=True).check()
    expect(number).to_contain_text("Last number: 640")


def test_a_link_to_a_missing_field_leads_to_it(form):
    form.open(form_of(make_draft(topics=[])))
    form.page.get_by_role("link", name="Choose at least one topic").click()
    expect(form.page.locator("#id_topics")).to_be_in_viewport()


def test_a_link_to_the_missing_text_leads_into_it(form):
    form.open(form_of(make_draft(body="")))
    form.page.get_by_role("link", name="The text is empty.").click()
    expect(form.text).to_be_focused()


def test_notes_turn_with_the_language_of_the_text(form):
    form.open(form_of(make_draft(body='<p>x<span class="footnote" data-note="RAND, ראו גם"></span></p>')))
    note = form.page.get_by_label("Note 1", exact=True)
    expect(note).to_have_attribute("dir", "ltr")
    form.page.get_by_label("עברית", exact=True).check()
    expect(note).to_have_attribute("dir", "rtl")


def test_the_tools_of_the_text_are_mirrored_at_a_hebrew_desk(page, live_server, transactional_db):
    log_in(page.context, live_server, make_publisher(language="he"))
    Form(page).open(ADD)
    tools = page.locator(".prose-menubar__button")
    for icon in ("undo", "redo", "format_list_bulleted"):
        expect(tools.get_by_text(icon, exact=True)).to_have_css("scale", "-1 1")
    expect(tools.get_by_text("format_bold", exact=True)).to_have_css("scale", "none")
    expect(tools.get_by_text("format_list_numbered_rtl", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_wide_table_scrolls_in_the_text_on_a_phone(open_context, live_server, transactional_db, language):
    cells = "<td><p>Internationalisation</p></td>" * 4
    draft = make_draft(body=f"<table><tbody><tr>{cells}</tr></tbody></table>")
    context = open_context(width=390)
    log_in(context, live_server, make_publisher(language=language))
    page = context.new_page()
    form = Form(page).open(form_of(draft))
    form.text.locator("td").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for _cell in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("!")
    expect(form.text.locator("td p").last).to_be_in_viewport(ratio=1)


def test_the_example_of_a_slug_stands_in_one_line(form):
    form.open(ADD)
    example = form.page.locator("#id_slug_helptext .example")
    expect(example).to_have_text("two-clocks-in-beijing")
    expect(example).to_have_css("white-space", "nowrap")


@pytest.mark.parametrize("height", [900, 700])
def test_what_saves_stays_in_sight_and_covers_nothing(form, height):
    lines = "".join(f"<p>Line {n}.</p>" for n in range(60))
    form.page.set_viewport_size({"width": 1440, "height": height})
    form.open(form_of(make_post(body=lines, authors=[make_author() for _ in range(3)])))
    form.page.mouse.move(500, 500)
    form.page.mouse.wheel(0, 600)
    state = form.page.locator(".panel--state")
    until(lambda: state.bounding_box()["y"] < 10)
    expect(state.get_by_role("button").first).to_be_in_viewport()
    people = form.page.locator(".panel--state ~ .ordered")
    assert people.bounding_box()["y"] >= state.bounding_box()["y"] + state.bounding_box()["height"]
    more = form.page.get_by_text("Add another person")
    more.focus()
    expect(more).to_be_in_viewport(ratio=1)
    more.click(trial=True)


@pytest.mark.parametrize("look", looks(), ids=str)
def test_form_and_list_are_accessible_and_keep_the_policy(open_context, live_server, look):
    note = '<span class="footnote" data-note="{}"></span>'
    table = "<table><tbody><tr><td><p>c</p></td></tr></tbody></table>"
    body = f"<h2>A</h2><p>x{note.format('one')}{note.format('')}</p>{table}"
    draft = make_draft(body=body, tags=[make_tag()], authors=[make_author(), make_author()])
    live = make_post()
    context = open_context(width=look.width, dark=look.theme == "dark")
    log_in(context, live_server, make_publisher(language=look.language))
    page, complaints = context.new_page(), []
    listen(page, complaints)
    for address in (
        form_of(draft),
        form_of(live),
        ADD,
        "/admin/posts/post/",
        "/admin/posts/post/?q=nothing-like-it",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        results = Axe().run(page, options=AXE)
        assert results.violations_count == 0, f"{address}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= look.width
    assert complaints == []


def test_the_preview_is_said_to_lack_what_was_typed_since(form):
    form.open(form_of(make_draft()))
    hint = form.page.get_by_text("The preview shows what is saved")
    expect(hint).to_be_hidden()
    form.title.fill("Typed")
    expect(hint).to_be_visible()
    form.press("Save draft")
    expect(hint).to_be_hidden()


def test_saved_and_new_people_are_removed_by_a_cross_and_by_keyboard(form):
    post = make_draft(authors=[make_author("First"), make_author("Second")])
    page = form.open(form_of(post)).page
    page.get_by_role("button", name="Add another person").press("Space")
    crosses = page.locator(".ordered .inline-related:visible .inline-deletelink")
    expect(crosses).to_have_count(3)
    expect(page.get_by_role("checkbox", name="Remove")).to_have_count(0)
    crosses.nth(2).press("Space")
    expect(crosses).to_have_count(2)
    crosses.first.press("Enter")
    expect(crosses).to_have_count(1)
    expect(crosses).to_be_focused()
    expect(crosses).to_have_accessible_name("Remove the row: Second")
    expect(page.locator(".ordered [aria-live]")).to_have_text("First is removed")
    form.press("Save draft")
    assert [line.author.name_en for line in post.bylines.all()] == ["Second"]


def test_a_removed_person_stays_removed_through_an_error(form):
    post = make_draft(authors=[make_author("First"), make_author("Second")])
    page = form.open(form_of(post)).page
    page.locator(".ordered .inline-deletelink").first.click()
    form.title.fill("")
    form.save_in_vain()
    expect(page.locator(".ordered .inline-related:visible")).to_have_count(1)
    form.title.fill("Again")
    form.press("Save draft")
    assert post.bylines.count() == 1


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_other_version_is_in_sight_without_scrolling(form, language):
    post = make_draft(language=language)
    make_draft(language={"en": "he", "he": "en"}[language], twin_group=post.twin_group)
    page = form.open(form_of(post)).page
    page.set_viewport_size({"width": 1366, "height": 850})
    line = page.locator(".twin-line").bounding_box()
    assert line["y"] + line["height"] < 850
    assert page.evaluate("scrollY") == 0


def test_saving_by_keyboard_says_so_beside_the_steps(form):
    form.open(form_of(make_draft())).title.fill("Typed")
    form.save()
    expect(form.status).to_have_text(SAVED)


def test_saving_a_live_post_by_keyboard_says_which_button_does(form):
    form.open(form_of(make_post()))
    form.text.click()
    form.page.keyboard.press("Control+s")
    expect(form.status).to_contain_text("“Publish changes now” only")


def test_saving_by_keyboard_leaves_the_focus_on_the_chip_where_it_was(form):
    form.open(form_of(make_draft(topics=[make_topic("Iran"), make_topic("Russia")])))
    chip = form.page.locator(".combobox__chip").filter(has_text="Russia")
    chip.focus()
    form.save()
    expect(chip).to_be_focused()


@pytest.mark.parametrize("width", [390, 820])
def test_on_a_narrow_screen_a_bar_names_the_state_and_leads_to_the_steps(open_context, live_server, width):
    context = open_context(width=width)
    log_in(context, live_server, make_publisher())
    page = context.new_page()
    page.goto(form_of(make_draft(body="<p>Line.</p>" * 60)))
    bar = page.locator(".steps-bar")
    expect(bar.get_by_text("Draft")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Save draft")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Publish now")).not_to_be_in_viewport()
    bar.get_by_role("link", name="To the steps").click()
    expect(page.get_by_role("button", name="Publish now")).to_be_in_viewport()


def test_what_is_wrong_is_said_at_the_save_line_and_at_the_field_and_the_focus_stays(form):
    form.open(form_of(make_draft(body="<p>Line.</p>" * 60))).title.fill("")
    form.title.press("Enter")

    expect(form.status).to_have_text("Not saved: 1 correction is needed")
    expect(form.page.locator(".field-title .errorlist")).to_have_text("This field is required.")
    expect(form.title).to_have_attribute("aria-invalid", "true")
    expect(form.page.get_by_role("textbox", name="Standfirst")).to_be_focused()
    form.page.locator(".save-more").get_by_role("link", name="Title").click()
    form.title.fill("A title")
    form.save()
    expect(form.page.locator(".errorlist")).to_have_count(0)
    expect(form.title).not_to_have_attribute("aria-invalid", "true")


def test_now_beside_the_hour_means_today(form):
    form.open(form_of(make_draft()))
    form.page.get_by_text("Now", exact=True).first.click()
    expect(form.page.locator("[name=published_at_0]")).not_to_have_value("")
    expect(form.page.locator("[name=published_at_1]")).not_to_have_value("")

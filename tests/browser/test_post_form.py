"""The form a post is written in, in a real browser: the journey, the keyboard, nothing typed that is lost."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from posts import workflow
from posts.models import Post
from tests.browser.conftest import listen
from tests.browser.test_desk import AXE, log_in
from tests.browser.test_editor import until
from tests.factories import (
    make_author,
    make_draft,
    make_editor,
    make_post,
    make_publisher,
    make_section,
    make_tag,
    make_topic,
)

ADD = "/admin/posts/post/add/"


def form_of(post):
    return reverse("admin:posts_post_change", args=[post.pk])


class Form:
    """The post form as a person uses it."""

    def __init__(self, page):
        self.page = page
        self.text = page.locator(".tiptap[contenteditable=true]")
        self.title = page.get_by_role("textbox", name="Title", exact=True)
        self.offer = page.locator("desk-keep .notice")

    def open(self, address):
        self.page.goto(address)
        self.text.wait_for()
        return self

    def press(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.text.wait_for()

    def pick(self, label, word):
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.press_sequentially(word)
        self.page.get_by_role("option", name=word).click()

    def kept(self):
        return self.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:'))")

    def wait_until_kept(self):
        until(self.kept)


@pytest.fixture
def form(page, live_server, transactional_db):
    log_in(page.context, live_server, make_publisher(first_name="Noa"))
    return Form(page)


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
    with form.page.expect_navigation():
        form.title.press("Enter")
    post.refresh_from_db()
    assert (post.title, post.state) == ("By keyboard", "draft")


def test_saving_by_keyboard_leaves_the_page_and_the_caret_where_they_were(form):
    lines = "".join(f"<p>Line {n}.</p>" for n in range(60))
    form.open(form_of(make_draft(body=lines)))
    form.text.get_by_text("Line 40.").click()
    form.page.keyboard.press("End")
    form.page.keyboard.type(" Typed")
    before = form.text.get_by_text("Line 40.").bounding_box()["y"]
    with form.page.expect_navigation():
        form.page.keyboard.press("Control+s")
    form.text.wait_for()
    until(lambda: abs(form.text.get_by_text("Line 40.").bounding_box()["y"] - before) < 2)
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
    day.fill("2019-01-01")
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


def test_the_form_warns_before_it_is_left_unsaved(form):
    form.open(form_of(make_draft()))
    asked = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    form.title.click()
    form.page.keyboard.type("More ")
    form.page.close(run_before_unload=True)
    form.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def type_much(form):
    form.title.fill("Typed title")
    form.text.click()
    form.page.keyboard.press("Control+End")
    form.page.keyboard.type(" Typed text.")
    form.pick("Topics", "Lebanon")
    form.page.get_by_text("Add another person").click()
    form.pick("Person", "Second Person")
    form.wait_until_kept()


def assert_much_is_there(form):
    expect(form.title).to_have_value("Typed title")
    expect(form.text).to_contain_text("Typed text.")
    for chip in ("Lebanon", "Second Person"):
        expect(form.page.locator(".combobox__chip").filter(has_text=chip)).to_be_visible()


def test_what_was_typed_survives_the_end_of_the_login_and_is_offered_again(form, live_server):
    user = make_editor(username="ruth", password="secret-enough")
    context = form.page.context
    context.clear_cookies()
    log_in(context, live_server, user)
    make_topic("Lebanon")
    make_author("Second Person")
    post = make_draft()
    form.open(form_of(post))
    type_much(form)
    context.clear_cookies()
    with form.page.expect_navigation():
        form.page.get_by_role("button", name="Save draft").click()
    form.page.goto(f"/admin/login/?next={form_of(post)}")
    form.page.fill("[name=username]", "ruth")
    form.page.fill("[name=password]", "secret-enough")
    form.page.click("[type=submit]")
    form.text.wait_for()
    expect(form.offer).to_be_visible()
    form.page.get_by_role("button", name="Bring it back").click()
    assert_much_is_there(form)
    form.press("Save draft")
    post.refresh_from_db()
    assert (post.title, post.bylines.count(), post.topics.count()) == ("Typed title", 2, 2)
    assert form.kept() == []
    expect(form.offer).to_be_hidden()


def test_what_is_brought_back_is_not_saved_over_what_others_saved_since(form):
    post = make_draft(title="Old")
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post)).title.fill("Mine")
    form.wait_until_kept()
    post.title = "Theirs"
    workflow.save(post, by=make_editor())
    form.open(form_of(post))
    form.page.get_by_role("button", name="Bring it back").click()
    form.press("Save draft")
    expect(form.page.get_by_role("alert")).to_contain_text("Theirs")
    expect(form.title).to_have_value("Mine")
    post.refresh_from_db()
    assert post.title == "Theirs"
    form.press("Save draft")
    post.refresh_from_db()
    assert post.title == "Mine"


def test_what_is_offered_is_not_lost_to_what_is_typed_beside_it(form):
    make_section("Posts")
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(ADD).title.fill("A whole text")
    form.wait_until_kept()
    form.open(ADD).title.fill("x")
    until(lambda: len(form.kept()) == 2)
    form.page.get_by_role("button", name="Bring it back").click()
    expect(form.title).to_have_value("A whole text")


def test_two_new_posts_in_two_tabs_do_not_keep_over_each_other(form):
    make_section("Posts")
    form.open(ADD).title.fill("In the first tab")
    form.wait_until_kept()
    second = Form(form.page.context.new_page())
    second.open(ADD).page.get_by_label("Section").select_option("Posts")
    second.title.fill("In the second tab")
    second.press("Save draft")
    second.page.on("dialog", lambda dialog: dialog.accept())
    second.open(ADD)
    second.page.get_by_role("button", name="Bring it back").click()
    expect(second.title).to_have_value("In the first tab")


def test_what_one_person_typed_is_not_offered_to_another(form, live_server):
    post = make_draft()
    form.open(form_of(post)).title.fill("Mine")
    form.wait_until_kept()
    log_in(form.page.context, live_server, make_editor())
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post))
    expect(form.offer).to_be_hidden()


def test_what_is_discarded_is_gone(form):
    post = make_draft(title="Saved")
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post)).title.fill("Typed")
    form.wait_until_kept()
    form.open(form_of(post))
    form.page.get_by_role("button", name="Discard it").click()
    form.open(form_of(post))
    expect(form.offer).to_be_hidden()
    expect(form.title).to_have_value("Saved")


def test_a_new_post_that_was_refused_keeps_what_was_typed_until_it_is_saved(form):
    make_section("Posts")
    form.open(ADD)
    form.page.get_by_label("Section").select_option("Posts")
    form.page.get_by_label("עברית", exact=True).check()
    form.title.fill("שני שעונים")
    form.press("Save draft")
    expect(form.page.get_by_role("alert")).to_contain_text("type one in Latin letters")
    expect(form.title).to_have_value("שני שעונים")
    form.page.get_by_role("textbox", name="Slug").fill("two-clocks")
    form.press("Save draft")
    assert Post.objects.get().slug == "two-clocks"
    assert form.kept() == []


def people(form):
    return form.page.locator(".ordered .combobox__chip").all_inner_texts()


def test_people_stay_in_the_order_typed_through_an_error_and_a_restore(form):
    post = make_draft(authors=[make_author("First"), make_author("Second")])
    form.open(form_of(post))
    form.page.get_by_role("button", name="Move up: Second").click()
    form.title.fill("")
    form.press("Save draft")
    assert people(form) == ["Second", "First"]
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post))
    form.page.get_by_role("button", name="Bring it back").click()
    assert people(form) == ["Second", "First"]
    form.title.fill("Two people")
    form.press("Save draft")
    assert [line.author.name_en for line in post.bylines.all()] == ["Second", "First"]


def test_a_link_to_a_missing_field_leads_to_it(form):
    form.open(form_of(make_draft(topics=[])))
    form.page.get_by_role("link", name="Choose at least one topic").click()
    assert form.page.url.endswith("#id_topics")
    expect(form.page.locator("#id_topics")).to_be_in_viewport()


def test_a_link_to_the_missing_text_leads_into_it(form):
    form.open(form_of(make_draft(body="")))
    form.page.get_by_role("link", name="The text is empty.").click()
    expect(form.text).to_be_focused()


LOOKS = [("en", False, 1440), ("en", True, 390), ("he", False, 390), ("he", True, 1440)]


@pytest.mark.parametrize(("language", "dark", "width"), LOOKS)
def test_form_and_list_are_accessible_and_keep_the_policy(open_context, live_server, language, dark, width):
    note = '<span class="footnote" data-note="{}"></span>'
    table = "<table><tbody><tr><td><p>c</p></td></tr></tbody></table>"
    body = f"<h2>A</h2><p>x{note.format('one')}{note.format('')}</p>{table}"
    draft = make_draft(body=body, tags=[make_tag()], authors=[make_author(), make_author()])
    live = make_post()
    context = open_context(dark=dark, width=width)
    log_in(context, live_server, make_publisher(language=language))
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
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []

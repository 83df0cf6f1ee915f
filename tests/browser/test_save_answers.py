"""What the answer to a save brings into the page."""

import re

from playwright.sync_api import expect

from posts.models import Post
from tests.browser.desk import log_in, until
from tests.browser.post_form import ADD, SAVED, form_of
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_section,
)


def go_on_typing(form, words):
    """Once the form is under way."""
    expect(form.page.locator(".save--busy")).to_be_visible()
    form.page.keyboard.type(words)


def test_undo_reaches_back_across_a_save(form):
    form.open(form_of(make_draft(body="<p>Old text</p>"))).text.click()
    form.page.keyboard.press("Control+End")
    form.page.keyboard.type(" and new")
    form.save()
    form.page.keyboard.press("Control+z")
    expect(form.text).to_have_text("Old text")


def test_a_new_post_becomes_a_saved_one_in_the_same_page(form):
    form.open(f"{ADD}?section={make_section().pk}").title.fill("Two clocks")
    form.title.press("Enter")
    form.wait_until_saved()

    post = Post.objects.get()
    assert form.page.url.endswith(form_of(post))
    assert form.page.title().startswith("Two clocks")
    expect(form.page.get_by_role("heading", level=1)).to_have_text("Edit post")
    expect(form.page.get_by_role("link", name="Preview")).to_be_visible()
    expect(form.page.get_by_text("Choose at least one topic")).to_be_visible()
    form.title.fill("Three clocks")
    form.save()
    assert [post.title for post in Post.objects.all()] == ["Three clocks"]
    form.page.get_by_role("button", name="עברית").click()
    expect(form.page.get_by_label("כותרת", exact=True)).to_have_value("Three clocks")


def test_publishing_brings_the_new_state_into_the_page(form):
    post = make_draft()
    form.open(form_of(post))
    form.page.evaluate("document.body.dataset.same = ''")
    form.press("Publish now")

    expect(form.status).to_have_text(re.compile(r"^Published. Saved \d\d:\d\d$"))
    expect(form.page.locator(".panel__head .state--published")).to_be_visible()
    expect(form.page.get_by_role("button", name="Publish changes now")).to_be_visible()
    expect(form.page.get_by_role("textbox", name="Slug")).to_be_disabled()
    expect(form.page.get_by_label("Day", exact=True)).to_have_count(2)
    expect(form.page.locator(".vDateField + .datetimeshortcuts")).to_have_count(2)
    expect(form.page.locator("[data-same]")).to_have_count(1)
    form.press("Publish changes now")
    assert Post.objects.get().is_live


def test_what_is_typed_while_a_post_is_published_stays_unsaved_in_its_field(form, slow_server):
    post = make_draft(title="Ready")
    form.open(form_of(post)).title.press("End")
    form.page.get_by_role("button", name="Publish now").click()
    go_on_typing(form, " and more")
    form.page.keyboard.press("Control+s")
    expect(form.status).to_contain_text("“Publish changes now” only")
    expect(form.title).to_have_value("Ready and more")
    expect(form.page.locator("form.is-unsaved")).to_have_count(1)
    until(form.kept)
    post.refresh_from_db()
    assert (post.state, post.title) == ("published", "Ready")


def test_what_is_typed_while_a_draft_is_handed_in_is_offered_on_its_page(form, live_server, slow_server):
    writer = make_contributor()
    log_in(form.page.context, live_server, writer)
    form.open(form_of(make_draft(title="Ready", created_by=writer))).title.press("End")
    form.page.get_by_role("button", name="Send to an editor").click()
    go_on_typing(form, " and more")
    expect(form.page.get_by_text("Sent to an editor.")).to_be_visible()
    expect(form.page.get_by_role("button", name="Take it back to draft")).to_be_visible()
    form.page.get_by_role("button", name="Show it, to copy").click()
    expect(form.page.get_by_text("Ready and more")).to_be_visible()


def test_a_second_save_follows_the_first_with_what_was_typed_since(form, slow_server):
    post = make_draft(title="One")
    form.open(form_of(post)).title.press("End")
    for words in (" two", " three", " four"):
        form.page.keyboard.type(words)
        form.page.keyboard.press("Control+s")
    expect(form.page.locator("form.is-unsaved")).to_have_count(0)
    post.refresh_from_db()
    assert (post.title, post.version) == ("One two three four", 3)


def test_what_the_server_made_of_a_field_is_shown_where_nobody_is_typing(form):
    form.open(f"{ADD}?section={make_section().pk}").title.fill("  Two   clocks ")
    form.page.get_by_role("textbox", name="Slug").fill("")
    form.page.get_by_role("textbox", name="Standfirst").click()
    form.save()
    expect(form.title).to_have_value("Two clocks")
    expect(form.page.get_by_role("textbox", name="Slug")).to_have_value("two-clocks")


def test_a_person_just_saved_is_saved_once_and_can_be_removed(form):
    make_author("Galia Lavi")
    post = make_draft(authors=[])
    form.open(form_of(post)).pick("Person", "Galia Lavi")
    form.save()
    form.title.fill("Again")
    form.save()
    assert [line.author.name_en for line in post.bylines.all()] == ["Galia Lavi"]
    form.page.get_by_role("button", name="Remove the row: Galia Lavi").click()
    form.save()
    assert post.bylines.count() == 0


def test_a_person_removed_while_being_saved_is_gone_after_the_next_save(form, slow_server):
    make_author("Galia Lavi")
    post = make_draft(authors=[])
    form.open(form_of(post)).pick("Person", "Galia Lavi")
    form.page.keyboard.press("Control+s")
    expect(form.page.locator(".save--busy")).to_be_visible()
    form.page.get_by_role("button", name="Remove the row: Galia Lavi").click()
    expect(form.status).to_have_text(SAVED)
    expect(form.page.locator("form.is-unsaved")).to_have_count(1)
    assert post.bylines.count() == 1
    form.save()
    assert post.bylines.count() == 0


def test_what_is_wrong_with_a_person_is_said_in_its_row(form):
    author = make_author("Galia Lavi")
    post = make_draft(authors=[author])
    form.open(form_of(post)).page.get_by_role("button", name="Add another person").click()
    form.pick("Person", "Galia Lavi")
    form.save_in_vain()
    form.page.get_by_role("button", name="Remove the row: Galia Lavi").last.click()
    form.save()
    expect(form.page.locator(".errorlist")).to_have_count(0)
    assert post.bylines.count() == 1


def test_a_save_in_a_hebrew_keyboard_layout_is_one(form):
    post = make_draft()
    form.open(form_of(post)).title.fill("Typed")
    event = {"key": "ד", "code": "KeyS", "ctrlKey": True, "bubbles": True, "cancelable": True}
    form.title.evaluate("(title, event) => title.dispatchEvent(new KeyboardEvent('keydown', event))", event)
    expect(form.status).to_have_text(SAVED)
    post.refresh_from_db()
    assert post.title == "Typed"


def test_a_form_of_the_desk_stays_until_it_is_closed(desk):
    desk.goto("/admin/topics/topic/add/")
    name = desk.get_by_label("Name", exact=True)
    name.press_sequentially("Energy")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("[name=slug]")).to_have_count(0)
    expect(desk.locator(".field-slug")).to_contain_text("energy")
    name.fill("Energy and water")
    name.press("Enter")
    expect(desk.locator("form.is-unsaved")).to_have_count(0)
    desk.get_by_role("link", name="Close").click()
    expect(desk.get_by_role("link", name="Energy and water")).to_be_visible()


def test_saving_and_adding_another_leads_to_an_empty_form(desk):
    desk.goto("/admin/topics/topic/add/")
    desk.get_by_label("Name", exact=True).fill("Energy")
    desk.get_by_role("button", name="Save and add another").click()
    expect(desk.get_by_label("Name", exact=True)).to_have_value("")
    expect(desk.locator(".messagelist")).to_contain_text("Energy")


def test_without_scripts_a_form_is_posted_and_comes_back(open_context, live_server, transactional_db):
    context = open_context(java_script_enabled=False)
    log_in(context, live_server, make_editor())
    page, post = context.new_page(), make_draft()
    page.goto(form_of(post))
    page.get_by_role("textbox", name="Title", exact=True).fill("By hand")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_value("By hand")
    page.get_by_role("textbox", name="Title", exact=True).fill("")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert")).to_contain_text("This field is required")

"""No typed text is lost: the browser warns, keeps it, and offers it again."""

import pytest
from playwright.sync_api import expect

from posts import workflow
from posts.models import Post
from tests.browser.desk import log_in, until
from tests.browser.post_form import ADD, Form, form_of
from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_section,
    make_topic,
)


def test_the_form_warns_before_it_is_left_unsaved(form):
    form.open(form_of(make_draft()))
    asked = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    form.title.click()
    form.page.keyboard.type("More ")
    form.page.close(run_before_unload=True)
    form.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_an_address_typed_to_join_a_twin_is_nothing_unsaved(form):
    form.open(form_of(make_draft()))
    asked = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.page.get_by_text("There is one already: connect it").click()
    form.page.get_by_label("Its address").fill("/he/publication/typo/")
    with form.page.expect_navigation():
        form.page.keyboard.press("Enter")
    expect(form.page.get_by_label("Its address")).to_be_focused()
    expect(form.page.get_by_label("Its address")).to_have_value("/he/publication/typo/")
    assert asked == []


def leave_and_come_back(form):
    form.page.goto("/admin/posts/post/")
    form.page.go_back()
    form.text.wait_for()
    form.page.wait_for_load_state()


def test_what_the_browser_puts_back_is_not_offered_once_more_and_is_unsaved(form):
    asked = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.page.goto("/admin/posts/post/")
    form.open(form_of(make_draft(title="Saved", authors=[]))).title.fill("Typed title")
    form.wait_until_kept()
    leave_and_come_back(form)
    expect(form.title).to_have_value("Typed title")
    expect(form.page.locator("output[for=id_title]")).to_have_text("11 / 70")
    expect(form.offer).to_be_hidden()
    form.page.goto("/admin/posts/post/")
    assert asked == ["beforeunload"] * 2


def test_a_form_that_is_saved_after_coming_back_offers_nothing(form):
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.page.goto("/admin/posts/post/")
    form.open(form_of(make_draft(authors=[]))).title.fill("Typed title")
    form.wait_until_kept()
    leave_and_come_back(form)
    form.press("Save draft")
    expect(form.offer).to_be_hidden()
    assert form.kept() == []


def test_a_form_that_is_only_looked_at_is_left_without_a_question(form):
    note = '<span class="footnote" data-note="x"></span>'
    table = "<table><tbody><tr><th>a</th></tr></tbody></table>"
    asked = []
    form.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.open(form_of(make_draft(body=f"<p>a{note}</p>{table}<ul><li><p>b</p></li></ul>")))
    form.page.wait_for_load_state()
    form.title.click()
    form.page.goto("/admin/posts/post/")
    assert asked == []


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
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.page.goto(form_of(post))
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
    form.save_in_vain()
    expect(form.page.get_by_role("alert")).to_contain_text("Theirs")
    expect(form.title).to_have_value("Mine")
    post.refresh_from_db()
    assert post.title == "Theirs"
    form.page.get_by_role("radio", name="Mine").check()
    form.save()
    post.refresh_from_db()
    assert post.title == "Mine"


def test_what_is_brought_back_runs_in_the_direction_of_its_language(form):
    form.open(form_of(make_draft())).title.fill("Typed")
    form.wait_until_kept()
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.page.goto("about:blank")
    form.open(form_of(Post.objects.get()))
    form.page.get_by_role("button", name="Bring it back").click()

    expect(form.title).to_have_attribute("dir", "ltr")
    expect(form.text).to_have_attribute("dir", "ltr")


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
    form.page.close()
    second.open(ADD)
    expect(second.offer).to_contain_text("In the first tab")
    second.page.get_by_role("button", name="Bring it back").click()
    expect(second.title).to_have_value("In the first tab")


def test_what_is_being_typed_in_another_tab_is_not_offered(form):
    make_section("Posts")
    form.open(ADD).title.fill("In the first tab")
    form.wait_until_kept()
    second = Form(form.page.context.new_page()).open(ADD)
    second.page.wait_for_load_state()
    second.title.fill("x")
    until(lambda: len(second.kept()) == 2)
    expect(second.offer).to_be_hidden()


def test_the_offer_stays_in_sight_down_the_text(form):
    post = make_draft(title="Old", body="<p>Line.</p>" * 60)
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post)).title.fill("Mine")
    form.wait_until_kept()
    form.open(form_of(post))
    form.text.locator("p").last.scroll_into_view_if_needed()
    expect(form.offer).to_be_in_viewport(ratio=1)


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
    form.save_in_vain()
    expect(form.page.locator(".save-more")).to_contain_text("in Latin letters")
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
    form.save_in_vain()
    assert people(form) == ["Second", "First"]
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post))
    form.page.get_by_role("button", name="Bring it back").click()
    assert people(form) == ["Second", "First"]
    form.title.fill("Two people")
    form.press("Save draft")
    assert [line.author.name_en for line in post.bylines.all()] == ["Second", "First"]


def written_in_two_tabs(form, live_server):
    """A contributor’s draft, handed in from one tab while the other has words that are not saved."""
    writer = make_contributor()
    log_in(form.page.context, live_server, writer)
    post = make_draft(title="Old", created_by=writer)
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.open(form_of(post)).title.fill("Typed in the other tab")
    form.wait_until_kept()
    workflow.submit(post, by=writer)
    return post


def test_what_was_typed_while_the_draft_was_handed_in_stays_and_is_said_to_come_too_late(form, live_server):
    post = written_in_two_tabs(form, live_server)
    page = form.page
    form.save_in_vain()
    expect(form.status).to_have_text("Not saved: it was taken further while you typed")
    expect(page.locator(".save-more")).to_contain_text("You can read it here")
    expect(form.title).to_have_value("Typed in the other tab")
    page.goto(form_of(post))
    expect(page.get_by_text("Text typed here was not saved")).to_be_visible()


def test_the_kept_copy_is_shown_and_discarded_on_the_page_that_is_only_read(form, live_server, complaints):
    post = written_in_two_tabs(form, live_server)
    page = form.page
    page.goto(form_of(post))
    with page.expect_navigation():
        page.get_by_role("button", name="Show it, to copy").click()
    expect(page.get_by_text("Typed in the other tab")).to_be_visible()
    page.goto(form_of(post))
    announced = page.locator("[role=status]:has(draft-to-copy)")
    expect(announced).to_contain_text("Text typed here was not saved")
    page.get_by_role("button", name="Discard it").click()
    expect(announced).to_contain_text("It is discarded.")
    expect(page.locator("draft-to-copy")).to_be_hidden()
    assert form.kept() == []
    assert [text for text in complaints if "403" not in text] == []


def test_what_was_handed_in_is_not_offered_on_its_page(form, live_server):
    writer = make_contributor()
    log_in(form.page.context, live_server, writer)
    form.open(form_of(make_draft(created_by=writer))).title.fill("Handed in")
    form.wait_until_kept()
    with form.page.expect_navigation():
        form.page.get_by_role("button", name="Send to an editor").click()
    expect(form.page.get_by_role("button", name="Take it back to draft")).to_be_visible()
    expect(form.page.get_by_text("Text typed here was not saved")).to_be_hidden()
    assert form.kept() == []


@pytest.mark.parametrize("label", ["Topics", "Person"])
def test_words_left_in_a_box_stop_the_save_beside_it(desk, label):
    desk.goto(form_of(make_draft(authors=[])))
    box = desk.get_by_role("combobox", name=label, exact=True)
    box.fill("brand new")
    desk.keyboard.press("Control+s")

    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(desk.get_by_text("“brand new” has not been chosen")).to_be_visible()
    assert Post.objects.get().version == 1


def test_words_that_reach_the_server_come_back_in_their_box(desk):
    desk.goto(form_of(make_draft()))
    desk.evaluate("document.querySelector('[name=tags-words]').value = 'brand new'")
    with desk.expect_navigation():
        desk.evaluate("document.getElementById('post_form').submit()")

    expect(desk.get_by_role("combobox", name="Tags", exact=True)).to_have_value("brand new")

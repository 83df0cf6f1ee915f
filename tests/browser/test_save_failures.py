"""A save that fails says so where one is, and loses nothing."""

import pytest
from playwright.sync_api import expect

from inss.accounts.models import User
from posts import workflow
from posts.models import Author, Post
from tests.browser.desk import until
from tests.browser.post_form import SAVED, form_of
from tests.factories import (
    make_author,
    make_draft,
    make_editor,
    make_publisher,
)


def fail(page, times, answer):
    """The next so many forms that are sent get this instead of an answer."""
    left = iter(range(times))

    def handle(route):
        if route.request.method == "POST" and next(left, None) is not None:
            answer(route)
        else:
            route.continue_()

    page.route("**/admin/**", handle)


@pytest.mark.parametrize("answer", [lambda route: route.abort(), lambda route: route.fulfill(status=503)])
def test_a_save_without_an_answer_is_tried_again(form, answer):
    post = make_draft()
    fail(form.page, 1, answer)
    form.open(form_of(post)).title.fill("Typed")
    form.page.keyboard.press("Control+s")
    expect(form.status).to_have_text("Not saved, trying again")
    expect(form.title).to_be_focused()
    form.page.get_by_role("button", name="Try now").click()
    expect(form.status).to_have_text(SAVED)
    post.refresh_from_db()
    assert post.title == "Typed"


def test_a_save_is_tried_again_by_itself(form):
    post = make_draft()
    fail(form.page, 1, lambda route: route.abort())
    form.open(form_of(post)).title.fill("Typed")
    form.page.keyboard.press("Control+s")
    expect(form.status).to_have_text("Not saved, trying again")
    expect(form.status).to_have_text(SAVED)


def test_what_is_written_without_a_connection_is_saved_once_it_is_back(form):
    post = make_draft(title="One")
    form.open(form_of(post)).title.press("End")
    form.page.context.set_offline(True)
    form.page.keyboard.type(" two")
    form.page.keyboard.press("Control+s")
    expect(form.status).to_have_text("No connection")
    form.page.keyboard.type(" three")
    form.page.context.set_offline(False)
    expect(form.status).to_have_text(SAVED)
    expect(form.page.locator("form.is-unsaved")).to_have_count(0)
    post.refresh_from_db()
    assert post.title == "One two three"


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(form):
    post = make_draft()
    fail(form.page, 1, lambda route: (route.fetch(max_redirects=0), route.abort()))
    form.open(form_of(post)).title.fill("Typed")
    form.page.keyboard.press("Control+s")
    expect(form.status).to_have_text("Not saved, trying again")
    form.title.press("End")
    form.page.keyboard.type(" on")
    form.page.get_by_role("button", name="Try now").click()
    expect(form.page.locator("form.is-unsaved")).to_have_count(0)
    post.refresh_from_db()
    assert (post.title, post.version) == ("Typed on", 3)


@pytest.fixture
def logged_out(form):
    """A form whose login has ended, with something typed."""
    post = make_draft()
    form.open(form_of(post)).title.fill("Typed")
    form.page.context.clear_cookies(name="sessionid")
    form.page.keyboard.press("Control+s")
    expect(form.status).to_have_text("Not saved: you are logged out")
    return form


def log_in_beside(form, user):
    """In another tab, which takes a new token for the forms."""
    user.set_password("secret-enough")
    user.save()
    beside = form.page.context.new_page()
    beside.goto("/admin/login/")
    beside.fill("[name=username]", user.username)
    beside.fill("[name=password]", "secret-enough")
    beside.click("[type=submit]")
    beside.wait_for_url("**/admin/")
    beside.close()


def test_after_a_login_in_another_tab_the_form_is_saved(logged_out):
    with logged_out.page.expect_popup() as opened:
        logged_out.page.get_by_role("link", name="Log in").click()
    expect(opened.value.get_by_role("button", name="Log in")).to_be_visible()
    pk = logged_out.page.locator("browser-draft").get_attribute("data-user")
    log_in_beside(logged_out, User.objects.get(pk=pk))
    logged_out.page.keyboard.press("Control+s")
    expect(logged_out.status).to_have_text(SAVED)
    assert Post.objects.get().title == "Typed"


def test_a_form_is_not_saved_as_another_person(logged_out):
    log_in_beside(logged_out, make_publisher())
    logged_out.page.keyboard.press("Control+s")
    logged_out.page.wait_for_timeout(500)
    expect(logged_out.status).to_have_text("Not saved: you are logged out")
    assert Post.objects.get().title != "Typed"


def test_a_text_that_is_too_large_stays_and_is_said_to_be(form, settings):
    post = make_draft()
    form.open(form_of(post)).title.fill("Typed")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    form.save_in_vain()
    expect(form.status).to_have_text("Not saved")
    expect(form.title).to_have_value("Typed")
    until(form.kept)


def test_a_fault_of_the_site_is_said_and_the_text_stays(form):
    fail(form.page, 1, lambda route: route.fulfill(status=500, body="<h1>A fault</h1>"))
    form.open(form_of(make_draft())).title.fill("Typed")
    form.save_in_vain()
    expect(form.page.locator(".save-more")).to_contain_text("A fault")
    expect(form.title).to_be_focused()
    form.save()
    expect(form.status).to_have_text(SAVED)


def test_a_form_whose_row_was_deleted_meanwhile_stays_and_says_so(desk):
    author = make_author("Old")
    desk.goto(f"/admin/posts/author/{author.pk}/change/")
    desk.locator("[name=name_en]").fill("Typed")
    Author.objects.all().delete()
    desk.keyboard.press("Control+s")
    expect(desk.locator(".save-more")).to_contain_text("Perhaps it was deleted")
    expect(desk.locator("[name=name_en]")).to_have_value("Typed")


def test_a_conflict_stands_above_the_form_and_the_focus_stays(form):
    post = make_draft(title="Old")
    form.open(form_of(post)).title.fill("Mine")
    post.title = "Theirs"
    workflow.save(post, by=make_editor())
    form.save_in_vain()
    expect(form.status).to_have_text("Not saved: there is a newer version")
    expect(form.page.get_by_role("alert")).to_contain_text("Theirs")
    expect(form.title).to_be_focused()
    expect(form.title).to_have_value("Mine")

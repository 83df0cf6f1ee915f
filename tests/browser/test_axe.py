"""axe-core finds nothing on any page, in either language and theme, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .desk import AXE
from .visits import PUBLIC_PAGES, localised, log_in, looks, open_page, status_of

ADMIN_PAGES = {
    "desk": "/admin/",
    "admin list": "/admin/posts/post/",
    "admin form": "/admin/posts/post/add/",
}


@pytest.fixture(params=looks(), ids=str)
def look(request):
    return request.param


@pytest.fixture
def page(chromium, demo_site, look):
    page = open_page(chromium, demo_site, look)
    yield page
    page.context.close()


def violations(page) -> str:
    return Axe().run(page, options=AXE).generate_report().strip()


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_public_page_has_no_violation(page, look, name):
    response = page.goto(localised(PUBLIC_PAGES[name], look.language))
    assert response.status == status_of(name)
    assert violations(page) == "Found 0 accessibility violations:"


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_a_page_of_the_desk_has_no_violation(page, look, name):
    log_in(page, "publisher", look.language)
    assert page.goto(ADMIN_PAGES[name]).status == 200
    page.wait_for_load_state("networkidle")
    assert violations(page) == "Found 0 accessibility violations:"


def test_the_form_with_an_open_list_of_suggestions_has_no_violation(page, look):
    log_in(page, "publisher", look.language)
    page.goto("/admin/posts/post/add/")
    box = page.locator("[role=combobox]").first
    box.click()
    box.press_sequentially("is")
    page.locator("[role=listbox] [role=option]").first.wait_for()
    assert violations(page) == "Found 0 accessibility violations:"


def test_the_history_and_the_way_back_have_no_violation(page, look):
    log_in(page, "publisher", look.language)
    page.goto("/admin/posts/author/")
    form = page.locator("#result_list tbody a").first.get_attribute("href")
    page.goto(form)
    title = page.locator("[name=title_en]")
    title.fill(title.input_value() + " and Lecturer")
    with page.expect_navigation():
        title.press("Enter")
    page.goto(form.replace("change", "history"))
    page.locator("details.fold > summary").first.click()
    assert violations(page) == "Found 0 accessibility violations:"
    page.goto(page.locator(".history__row > a").first.get_attribute("href"))
    assert violations(page) == "Found 0 accessibility violations:"
    page.goto(page.locator(".sheet a.button").last.get_attribute("href"))
    page.locator(".taken").wait_for()
    assert violations(page) == "Found 0 accessibility violations:"
    page.goto("/admin/posts/author/deleted/")
    assert violations(page) == "Found 0 accessibility violations:"

"""The strict security policy: nothing refused, nothing inline, no other hosts, no cookies for readers."""

import re
from urllib.parse import urlsplit

import pytest

from .conftest import listen
from .visits import PUBLIC_PAGES, Look, localised, log_in, open_page, status_of

INLINE = re.compile(r"<script(?![^>]*\b(src=|type=\"application/))|\s(style|on[a-z]+)=\"", re.IGNORECASE)


@pytest.fixture(params=["en", "he"])
def language(request):
    return request.param


@pytest.fixture
def visit(chromium, demo_site, language):
    """A page, what its console complained of, and every host that was asked."""
    page = open_page(chromium, demo_site, Look(language, "light", 1440))
    complaints: list[str] = []
    hosts: set[str | None] = set()
    listen(page, complaints)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page, complaints, hosts
    page.context.close()


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_public_page_keeps_the_policy(visit, language, name):
    page, complaints, hosts = visit
    response = page.goto(localised(PUBLIC_PAGES[name], language))
    page.wait_for_load_state("networkidle")
    assert response.status == status_of(name)
    assert len(complaints) == (name == "404")  # the browser says it of that status
    assert hosts == {"127.0.0.1"}
    assert page.context.cookies() == []
    assert INLINE.findall(response.text()) == []


def test_the_desk_keeps_the_policy_while_it_is_used(visit, language):
    page, complaints, hosts = visit
    log_in(page, "publisher", language)
    for path in (
        "/admin/posts/post/",
        "/admin/topics/topic/",
        "/admin/pages/menuitem/",
        "/admin/posts/post/add/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    page.locator(".tiptap").first.click()
    page.keyboard.type("A text. ")
    page.locator("[role=combobox]").first.click()
    page.keyboard.type("is")
    page.locator("[role=listbox] [role=option]").first.wait_for()
    page.locator("#user-tools details.menu summary").click()
    assert complaints == []
    assert hosts == {"127.0.0.1"}

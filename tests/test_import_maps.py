"""No page loads a module before its import map, which Firefox would then ignore."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.dom import parse
from tests.factories import make_page, make_user
from tests.posts.world import make_world
from tests.test_admin_rights import ROWS, address_of, ask, make_things

pytestmark = pytest.mark.django_db

MODULES = {"module", "modulepreload"}


def is_page(response: HttpResponse) -> bool:
    return response.headers["Content-Type"].startswith("text/html") and bool(response.content)


def loaded(response: HttpResponse) -> list[str]:
    """Types of what the page loads, in document order: module, modulepreload, importmap and others."""
    elements = [element for element in parse(response).iter() if element.tag in {"script", "link"}]
    return [element.get("type") or element.get("rel", "") for element in elements]


def has_early_module(response: HttpResponse) -> bool:
    """Whether a module is loaded before the last import map."""
    before, _map, _after = " ".join(loaded(response)).rpartition("importmap")
    return not MODULES.isdisjoint(before.split())


def desk_pages(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Yield every page of the desk, with the answers to forms sent empty."""
    person = make_user(is_staff=True, is_superuser=True)
    client.force_login(person)
    things = make_things(person)
    for method, name, thing, *_expected in ROWS:
        response = ask(client, method, address_of(name, things.get(thing)))
        if is_page(response):
            yield f"{method} {name} {thing}", response


def public_pages(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Yield every page that links lead to from the home pages, and the page of an unknown address."""
    waiting = ["/", "/he/", "/nowhere/"]
    known = set(waiting)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if is_page(response):
            yield address, response
            hrefs = {link.get("href", "").partition("#")[0] for link in parse(response).iter("a")}
            found = {href for href in hrefs if href.startswith("/")} - known
            known |= found
            waiting += found


def test_no_page_of_the_desk_loads_a_module_before_its_import_map(client):
    pages = dict(desk_pages(client))

    assert [name for name, page in pages.items() if has_early_module(page)] == []
    mapped = {name for name, page in pages.items() if "importmap" in loaded(page)}
    assert mapped >= {"GET posts_post_add -", "POST posts_post_add -", "GET pages_page_change live-page"}


def test_no_public_page_loads_a_module_before_its_import_map(client):
    make_world("en")
    make_page()
    pages = dict(public_pages(client))

    assert [address for address, page in pages.items() if has_early_module(page)] == []
    assert {"/publication/hamas-fatah/", "/he/publication/hamas-fatah/", "/nowhere/"} <= pages.keys()

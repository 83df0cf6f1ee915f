"""Hostile and broken input, in tables. The answer is an error beside the field or a refusal, never a crash.

Input that concerns only one part is tested with that part: signup, lists, links in mails, trees.
"""

from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from django.urls import reverse

from inss.newsletter.models import Subscriber
from inss.wsgi import application
from posts.models import Post
from tests.factories import (
    make_draft,
    make_menu_item,
    make_newsletter_desk,
    make_post,
    make_publisher,
    make_site,
)
from tests.posts.sending import ADD, LIST, change, new_post, sent_by, side

pytestmark = pytest.mark.django_db

LONG = "9" * 5000  # more digits than Python turns into a number

# Addresses

ANSWERS = {
    "/": 200,
    "/he": 301,
    "/he/": 200,
    "/archive": 301,
    "/nowhere/": 404,
    "/nowhere": 404,
    "/\\evil.example/": 404,
    "/%00/": 404,
    "/x%00y": 404,
    "/%FF%FE/": 404,
    "/%ED%A0%80/": 404,  # half of a surrogate pair
    "/he/he/": 404,
    "/he/admin/": 404,
    "/he-said/": 404,
    "/publication/שלום/": 404,
    "/he/publication/שלום-peace/": 404,
    "/publication/%00/": 404,
    "/publication/Post/": 404,
    f"/publication/{LONG}/": 404,
    "/topics/%20/": 404,
    "/authors/nobody/": 404,
    "/tags/%D7%A9/": 404,
    "/archive/٢٠٢٤/": 404,
    "/archive/2024/1/": 404,
    "/newsletter/confirm/%00/": 404,
    "/newsletter/unsubscribe/שלום:x/": 404,
    f"/newsletter/one-click/{LONG}/": 404,
    "/search/?q=%00": 200,
    f"/search/?q={LONG}": 200,
    "/search/?q=%22%27%25_%5C*(": 200,
    "/search/?q=%ED%A0%80": 200,
    "/search/?q[]=x&q=%FF&%00=%00": 200,
    "/search/?" + "a=1&" * 1500: 400,
    "/search/?q=a&page=٣": 404,
    "/search?q=a%0d%0aSet-Cookie:x": 301,
}


@pytest.mark.parametrize("address", ANSWERS, ids=lambda address: address[:40])
def test_an_address_is_answered_as_fits_with_every_header_and_no_cookie(client, address):
    answer = client.get(address)

    assert answer.status_code == ANSWERS[address]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer.get("Location", "/").startswith("/") and not answer.get("Location", "/").startswith("//")


READ_ONLY = ["/", "/archive/", "/nowhere/", "/healthz/", "/robots.txt", "/newsletter/check-your-mail/"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MAKE-COFFEE"])
def test_only_reading_is_possible_where_nothing_can_be_sent(method):
    client = Client(enforce_csrf_checks=True)
    for address in READ_ONLY:
        answer = client.generic(method, address)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert b"<style" not in answer.content


UNREADABLE = [
    *(f"text/plain; charset={name}" for name in ("hex", "rot13", "idna", "undefined", "utf-16", "")),
    f"text/plain; charset={LONG}",
    "text/plain; " + "a=b; " * 5000,
    "text/plain; charset*=hex''%41",
]


@pytest.fixture
def kept_connection():
    """Keep the test's database connection open during a request made directly to the application."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("content_type", UNREADABLE, ids=lambda content_type: content_type[-20:])
def test_whatever_a_request_claims_to_be_it_is_read_as_utf_8(content_type):
    environ = RequestFactory().get("/search/?q=caf%C3%A9").environ | {"CONTENT_TYPE": content_type}
    started = []

    body = b"".join(application(environ, lambda status, headers: started.append(status)))

    assert started == ["200 OK"]
    assert "café" in body.decode()


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver@evil.example", "testserver/x"])
def test_another_host_is_refused_with_every_header(client, host):
    answer = client.get("/", headers={"host": host})

    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


ORIGINS_OF_NOBODY = ["http://[", "//testserver", "http://testserver.evil.example", "\xff", ""]


@pytest.mark.parametrize("origin", ORIGINS_OF_NOBODY)
def test_a_signup_from_a_page_whose_origin_is_nonsense_is_refused(client, origin):
    answer = client.post("/newsletter/", {"email": "a@example.org"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert not Subscriber.objects.exists()


# The desk


@pytest.fixture
def at_desk(client):
    client.force_login(make_publisher())
    return client


def sent_by_fields(client, address):
    """Return what a browser would send for a form without lists."""
    form = client.get(address).context["adminform"].form
    return {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}


QUERIES_OF_A_NEW_POST = [
    "language=xx",
    "language=%00",
    "section=abc",
    "section=٣",
    "topics=abc",
    "tags=%00",
    "published_at=x",
    "published_at=2026-01-01",
    "corrected_at=x",
    "number=abc",
    "version=x",
    "key=x",
    "title=%00",
    "_changelist_filters=%00%ff",
]


@pytest.mark.parametrize("query", QUERIES_OF_A_NEW_POST)
def test_a_link_into_a_new_post_that_asks_for_nonsense_opens_the_form(at_desk, query):
    assert at_desk.get(f"{ADD}?{query}").status_code == 200


NONSENSE: dict[str, Any] = {
    "language": ["xx", "", "\0", "he\n"],
    "section": ["abc", "9" * 30, "\0", ""],
    "number": [LONG, "-1", "x"],
    "topics": ["x", "\0", "9" * 30, "-1"],
    "tags": ["x", "1 OR 1=1"],
    "published_at_0": ["0001-01-01", "1066-10-14", "x", "\0"],
    "slug": ["שלום", "peace-שלום", "x" * 500, "a/b", "A", "a\0"],
    "title": ["", "\0", "x" * 300],
    "standfirst": ["x" * 700],
    "key": ["x"],
    "bylines-TOTAL_FORMS": [LONG, "", "x", "99999999"],
    "bylines-0-author": ["x", "9" * 30, "\0"],
    "bylines-0-role": ["x"],
    "bylines-0-position": ["9" * 30, "x"],
    "bylines-0-affiliation": ["x" * 300, "\0"],
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_in_a_post_is_an_error_beside_the_field_and_nothing_is_lost(at_desk, name):
    post = make_draft(title="Before")
    typed = {"title": "After", "published_at_1": "00:00"} | {"bylines-TOTAL_FORMS": "1"}
    for value in NONSENSE[name]:
        for address in (ADD, change(post)):
            sent = new_post(at_desk, slug="after") if address == ADD else sent_by(at_desk, address)
            answer = at_desk.post(address, sent | typed | {name: value})
            assert answer.status_code == 200, (address, value)
            assert "errornote" in answer.content.decode() or answer.context["errors"], (address, value)
    post.refresh_from_db()
    assert (post.title, Post.objects.count()) == ("Before", 1)


@pytest.mark.parametrize("key", ["{%s}", " %s ", "urn:uuid:%s"])
def test_a_new_post_sent_twice_is_one_however_its_key_is_written(at_desk, key):
    sent = new_post(at_desk)
    sent |= {"key": key % sent["key"], "slug": "first"}
    for slug in ("first", "second"):
        assert at_desk.post(ADD, sent | {"slug": slug}).status_code == 302

    assert [post.slug for post in Post.objects.all()] == ["first"]


def test_a_post_published_stays_in_the_years_a_calendar_has(at_desk):
    post = make_post()
    before = post.published_at
    for day in ("0001-01-01", "1066-10-14"):
        sent = sent_by(at_desk, change(post)) | {"published_at_0": day, "published_at_1": "00:00"}
        answer = at_desk.post(change(post), sent)
        assert "published_at" in answer.context["adminform"].form.errors
    post.refresh_from_db()
    assert post.published_at == before


LISTS = ["posts_post", "posts_author", "posts_tag", "posts_section", "topics_topic", "pages_page"]
UNASKED = ["version__regex=(", "pk__iregex=[", "created_at__year=x", "slug__contains=%00", "id__in=a,b"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_asked_only_what_its_filters_ask(at_desk, name):
    address = reverse(f"admin:{name}_changelist")
    for query in [*UNASKED, f"p={LONG}", f"o={LONG}", f"q={LONG}", "p=٣"]:
        answer = at_desk.get(f"{address}?{query}")
        assert answer.status_code in (200, 302), query
        if query in UNASKED:
            assert answer.headers["Location"] == f"{address}?e=1"


def test_the_newsletter_desk_meets_no_fault_either(client):
    client.force_login(make_newsletter_desk())
    subscribers = reverse("admin:newsletter_subscriber_changelist")
    figures = reverse("admin:newsletter_subscriber_figures")
    for query in ("email__regex=(", "key__startswith=a", "confirmed=0001-01", "confirmed=9999-12"):
        assert client.get(f"{subscribers}?{query}").status_code in (200, 302)
    for query in ("month=0001-01", "month=9999-12", "month=%00", "page=%00", f"page={LONG}"):
        assert client.get(f"{figures}?{query}").status_code in (200, 302)
    for chosen in ("\0", "x", "9" * 30):
        sent = {"action": "send_again", "_selected_action": chosen}
        assert client.post(subscribers, sent).status_code == 400


ADDRESSES_OF_NO_POST = ["\0", "//[", "/publication/%00/", "/publication/" + "a" * 900, "/publication/שלום/"]


@pytest.mark.parametrize("address", ADDRESSES_OF_NO_POST)
def test_an_address_of_no_post_finds_none(at_desk, address):
    post = make_post()
    assert at_desk.post(side(post, "join"), {"address": address}).headers["Location"] == change(post)
    assert at_desk.get(LIST, {"q": address}).status_code in (200, 302)


UNSAFE_LINKS = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "/\\evil.example",
    "ftp://example.org/",
    "no-slash",
    "https://exa mple.org/",
]


@pytest.mark.parametrize("link", UNSAFE_LINKS)
def test_an_entry_of_the_menu_leads_to_a_safe_address_only(at_desk, link):
    item = make_menu_item(label_en="Elsewhere", url_en="/about/")
    address = reverse("admin:pages_menuitem_change", args=[item.pk])
    for name in ("url_en", "url_he"):
        answer = at_desk.post(address, sent_by_fields(at_desk, address) | {name: link})
        assert answer.context["adminform"].form.errors.keys() == {name}


SAFE_LINKS = ["/contact/", "https://www.tau.ac.il/", "mailto:info@inss.org.il", "tel:+97236400400"]


@pytest.mark.parametrize("link", SAFE_LINKS)
def test_an_entry_of_the_menu_may_lead_elsewhere(link):
    make_menu_item(label_en="Elsewhere", url_en=link, url_he=link).full_clean()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/", "https://exa mple.org/"])
def test_the_affiliation_leads_to_a_safe_address_only(at_desk, link):
    address = reverse("admin:pages_sitesettings_change", args=[make_site().pk])
    answer = at_desk.post(address, sent_by_fields(at_desk, address) | {"affiliation_url": link})
    assert answer.context["adminform"].form.errors.keys() == {"affiliation_url"}


@pytest.mark.parametrize("name", ["IN\r\nBcc: a@b.org", "IN\nSS", "IN\x0bSS", "IN\x7fSS"])
def test_a_name_is_one_line_since_it_stands_in_the_headers_of_mails(at_desk, name):
    address = reverse("admin:pages_sitesettings_change", args=[make_site().pk])
    answer = at_desk.post(address, sent_by_fields(at_desk, address) | {"short_name_en": name})
    assert answer.context["adminform"].form.errors.keys() == {"short_name_en"}


# Texts that would keep others waiting

COSTLY = ["<ul><li>" * 10_000, "<em></p>" * 10_000, "<blockquote>" * 6_000, "x" * 400_001]


@pytest.mark.parametrize("body", COSTLY, ids=["lists", "stray ends", "quotations", "length"])
def test_a_text_that_takes_long_to_sanitise_is_refused_beside_its_field(client, body):
    client.force_login(make_publisher())
    answer = client.post(ADD, new_post(client, body=body))

    assert answer.status_code == 200
    assert "body" in answer.context["adminform"].form.errors
    assert not Post.objects.exists()


def test_a_refusal_at_the_desk_is_kept_in_no_cache(client):
    assert "no-store" in client.get("/admin/nowhere/").headers["Cache-Control"]

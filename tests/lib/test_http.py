import gzip

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import RequestFactory

from inss.lib.http import (
    CompressPublicPages,
    KeepDeskPrivate,
    bad_request,
    keep_private,
    server_error,
    with_readable_content_type,
)

LONG = "word " * 400


def compressed(response):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    return CompressPublicPages(lambda request: response)(request).has_header("Content-Encoding")


def test_public_pages_are_compressed():
    assert compressed(HttpResponse(LONG))


def test_a_compressed_page_is_the_same_page():
    request = RequestFactory().get("/", headers={"accept-encoding": "br, gzip"})
    response = CompressPublicPages(lambda request: HttpResponse(LONG))(request)

    assert gzip.decompress(response.content).decode() == LONG
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["Vary"] == "Accept-Encoding"


def test_who_takes_no_gzip_gets_the_page_as_it_is():
    response = CompressPublicPages(lambda request: HttpResponse(LONG))(RequestFactory().get("/"))

    assert response.content.decode() == LONG
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.has_header("Content-Encoding")


def test_what_is_short_is_not_worth_it():
    assert not compressed(HttpResponse("ok"))


def test_pages_with_secrets_are_not_compressed():
    assert not compressed(keep_private(HttpResponse(LONG)))
    with_cookie = HttpResponse(LONG)
    with_cookie.set_cookie("csrftoken", "secret")
    assert not compressed(with_cookie)


@pytest.mark.parametrize(
    ("path", "is_private"), [("/admin/", True), ("/administration/", False), ("/", False)]
)
def test_no_cache_keeps_an_answer_of_the_desk(path, is_private):
    answer = KeepDeskPrivate(lambda request: HttpResponse())(RequestFactory().get(path))
    wanted = {"no-store", "private"} if is_private else {""}
    assert set(answer.get("Cache-Control", "").split(", ")) == wanted


@pytest.mark.parametrize(
    ("content_type", "is_kept"),
    [
        ("text/plain", True),
        ("text/plain; charset=UTF-8", True),
        ("text/plain; charset=utf-16", False),
        ("text/plain; charset*=x''utf-8", False),
    ],
)
def test_a_content_type_that_cannot_be_read_is_hidden(content_type, is_kept):
    seen = with_readable_content_type(lambda environ, start_response: environ)(
        {"CONTENT_TYPE": content_type}, None
    )
    assert ("CONTENT_TYPE" in seen) == is_kept


@pytest.mark.parametrize(("fault", "status"), [(OperationalError("locked"), 503), (KeyError("x"), 500)])
def test_a_database_that_refuses_is_said_with_when_to_come_back(fault, status):
    try:
        raise fault
    except type(fault):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == status
    assert response.content.decode() == get_template(f"{status}.html").render()
    assert response.get("Retry-After") == ("30" if status == 503 else None)


@pytest.mark.parametrize(
    ("fault", "status"), [(RequestDataTooBig("!"), 413), (SuspiciousOperation("?"), 400)]
)
def test_a_bad_request_is_answered_as_fits(fault, status):
    assert bad_request(RequestFactory().post("/"), fault).status_code == status

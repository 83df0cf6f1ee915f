import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from inss.lib.http import CompressPublicPages, bad_request, keep_private, server_error

LONG = "word " * 400


def compressed(response):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    return CompressPublicPages(lambda request: response)(request).has_header("Content-Encoding")


def test_public_pages_are_compressed():
    assert compressed(HttpResponse(LONG))


def test_pages_with_secrets_are_not_compressed():
    assert not compressed(keep_private(HttpResponse(LONG)))
    with_cookie = HttpResponse(LONG)
    with_cookie.set_cookie("csrftoken", "secret")
    assert not compressed(with_cookie)


@pytest.mark.parametrize(("fault", "status"), [(OperationalError("locked"), 503), (KeyError("x"), 500)])
def test_a_database_that_refuses_is_said_with_when_to_come_back(fault, status):
    try:
        raise fault
    except type(fault):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == status
    assert response.has_header("Retry-After") == (status == 503)


@pytest.mark.parametrize(
    ("fault", "status"), [(RequestDataTooBig("!"), 413), (SuspiciousOperation("?"), 400)]
)
def test_a_bad_request_is_answered_as_fits(fault, status):
    assert bad_request(RequestFactory().post("/"), fault).status_code == status

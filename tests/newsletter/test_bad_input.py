from urllib.parse import urlencode

import pytest

from inss.newsletter.models import Subscriber

from .cast import READER, sign_up

pytestmark = pytest.mark.django_db

BAD_ADDRESSES = [
    "",
    "   ",
    "reader",
    "reader@",
    "@example.com",
    "reader@example",
    "reader@@example.com",
    "a@example.com,b@example.com",
    "a@example.com b@example.com",
    '"a,b"@example.com',
    '"a b"@example.com',
    "reader@example.com\r\nBcc: all@example.com",
    "reader@example.com\nSubject: x",
    "rea\0der@example.com",
    "rea\u200eder@example.com",
    "reader@exa\u200bmple.com",
    "קורא@example.com",
    "<script>alert(1)</script>@example.com",
    "r" * 300 + "@example.com",
    "r" * 65 + "@example.com",
    "reader@localhost",
    "reader@[127.0.0.1]",
    "reader@[::1]",
]


def test_the_longest_local_part_is_an_address(client):
    assert sign_up(client, "r" * 64 + "@example.com").status_code == 200


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_what_is_no_address_is_refused_beside_the_field_and_kept_in_it(client, address):
    page = sign_up(client, address)

    assert page.status_code == 422
    html = page.content.decode()
    assert 'aria-invalid="true" aria-describedby="email-page-error' in html
    assert html.index('id="email-page-error"') < html.index('id="email-page"')
    assert "<script>alert" not in html
    assert "no-store" in page.headers["Cache-Control"]
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_with_scripts_what_is_no_address_is_refused_in_a_sentence(client, address):
    answer = sign_up(client, address, scripts=True)

    assert answer.status_code == 422
    assert answer.json()["ok"] is False
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "no-slash",
        "//evil.example",
        "/a b",
        "/\0",
        "/" + "x" * 300,
        "=cmd()",
        "/<script>",
        "javascript:alert(1)",
        "/admin/posts/post/1/preview/",
    ],
)
def test_a_page_that_is_no_path_is_no_reason_to_lose_a_signup(client, page):
    assert sign_up(client, page=page).status_code == 200
    assert Subscriber.objects.get().page == ""


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_a_form_on_another_site_is_refused(client, headers):
    answer = client.post("/newsletter/", {"email": READER}, headers=headers)

    assert answer.status_code == 403
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, {"Origin": "http://testserver"}],
)
def test_our_own_form_and_a_browser_that_says_nothing_are_accepted(client, headers):
    assert client.post("/newsletter/", {"email": READER}, headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/newsletter/").status_code == 405


@pytest.mark.parametrize("body", [b"", b"\xff\xfe%%%", b"email=%00", b"email[]=x", b"&" * 500])
def test_a_broken_body_is_refused_and_never_a_fault(client, body):
    answer = client.post("/newsletter/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422


def test_a_broken_multipart_body_is_refused_and_never_a_fault(client):
    answer = client.post("/newsletter/", b"--x\r\n", content_type="multipart/form-data; boundary=y")

    assert answer.status_code in {400, 422}


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({"Origin": "https://evil.example"}, {"email": READER}, 403),
        ({}, {"email": READER, "page": "x" * 3_000_000}, 413),
        ({}, {f"field{number}": READER for number in range(2000)}, 400),
    ],
    ids=["foreign", "too long", "too many fields"],
)
def test_a_refused_request_is_one_line_in_the_log_without_its_address(client, caplog, headers, data, status):
    body = urlencode(data)
    answer = client.post(
        "/newsletter/", body, content_type="application/x-www-form-urlencoded", headers=headers
    )

    assert answer.status_code == status
    [line] = caplog.records
    assert line.exc_info is None
    assert READER not in line.getMessage()


def test_a_huge_query_string_changes_nothing(client):
    assert client.get("/newsletter/?" + "a=%00&" * 1000).status_code == 200

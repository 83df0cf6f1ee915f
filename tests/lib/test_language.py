import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import get_language, override

from inss.accounts.models import User
from inss.lib.language import LanguageByAddress, language_of


def ask(path: str, user: User | None = None, **headers: str):
    request = RequestFactory().get(path, headers=headers)
    request.user = user
    return request


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "en"),
        ("/he/", "he"),
        ("/he/topics/", "he"),
        ("/he-said/", "en"),
        ("/hebrew/", "en"),
        ("/he", "en"),
        ("/en/", "en"),
        ("/static/he/", "en"),
        ("/administration/", "en"),
        ("/he/admin/", "he"),
    ],
)
def test_the_address_alone_decides_the_language(path, language):
    assert language_of(ask(path, User(language="he"), **{"accept-language": "he"})) == language


@pytest.mark.parametrize(
    "path", ["/admin", "/admin/", "/admin/posts/post/?language=he", "/admin/?language=en"]
)
def test_the_desk_follows_the_users_choice(path):
    assert language_of(ask(path, User(language="he"))) == "he"
    assert language_of(ask(path, User(language="en"))) == "en"


def test_before_the_login_the_desk_follows_what_is_asked_for():
    assert language_of(ask("/admin/login/?language=he")) == "he"
    assert language_of(ask("/admin/login/?language=xx")) == "en"
    assert language_of(ask("/admin/login/")) == "en"


def test_the_language_is_active_for_one_request_only():
    seen = []

    def view(request):
        seen.append((get_language(), request.LANGUAGE_CODE, reverse("home")))
        return HttpResponse()

    with override("en"):
        response = LanguageByAddress(view)(ask("/he/"))
        assert get_language() == "en"
    assert seen == [("he", "he", "/he/")]
    assert response["Content-Language"] == "he"
    assert "Vary" not in response

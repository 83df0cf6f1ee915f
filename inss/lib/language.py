"""Choose the language: by the URL on the site, by the user's setting at the desk."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .bidi import ENGLISH, HEBREW, LANGUAGES


def language_of(request: HttpRequest) -> str:
    path = request.path_info
    if path == "/admin" or path.startswith("/admin/"):
        return desk_language(request)
    return HEBREW if path.startswith("/he/") else ENGLISH


def desk_language(request: HttpRequest) -> str:
    """Return the user's choice; before the login, the URL's ?language= or else the browser's language."""
    if chosen := getattr(request.user, "language", None):
        return chosen
    asked = request.GET.get("language")
    return asked if asked in LANGUAGES else translation.get_language_from_request(request)


class LanguageByAddress:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response

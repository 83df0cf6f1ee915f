"""HTTP responses: compression, caching, and error pages that need no database."""

import gzip
import sys
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import parse_header_parameters
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

RETRY_AFTER_S = 30
WORTH_COMPRESSING = 200  # bytes
LEVEL = 4


class MenuRequest(HttpRequest):
    """A request with `menu_path`, set by the view: the URL of the menu entry that its page belongs to."""

    menu_path: str


def with_readable_content_type(application: WSGIApplication) -> WSGIApplication:
    """Drop a Content-Type header that is malformed or names a charset other than UTF-8.

    Django reads this header before any error handling, and accepts any codec that Python has.
    """

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_readable(environ.get("CONTENT_TYPE", "")):
            del environ["CONTENT_TYPE"]
        return application(environ, start_response)

    return wrapped


def is_readable(content_type: str) -> bool:
    try:
        _kind, parameters = parse_header_parameters(content_type)
    except ValueError:
        return False
    return parameters.get("charset", "utf-8").lower() == "utf-8"


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Allow GET and HEAD only. Any other method gets 405, without a check of its CSRF token."""
    return csrf_exempt(require_safe(view))


class CompressPublicPages(MiddlewareMixin):
    """Compress public pages; leave pages with secrets (desk, token pages) uncompressed, because of BREACH.

    Django's own middleware uses level 6, which takes twice as long and saves one thirtieth more. Static files
    are compressed when they are collected.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_secret = "no-store" in response.get("Cache-Control", "") or response.cookies
        if is_secret or not isinstance(response, HttpResponse) or len(response.content) < WORTH_COMPRESSING:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = gzip.compress(response.content, LEVEL, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """Mark a response that no cache may store: the desk, previews, token pages."""
    patch_cache_control(response, no_store=True, private=True)
    return response


class KeepDeskPrivate(MiddlewareMixin):
    """Forbid caches to store any response of the desk, refusals and errors included."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return keep_private(response) if request.path_info.startswith("/admin/") else response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: answer 413 if the request is larger than the site accepts, else 400."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return HttpResponse(get_template("400.html").render(), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: render a page without a query or a context processor; answer 503 after a database error."""
    fault = sys.exception()
    if isinstance(fault, OperationalError):
        response = HttpResponse(get_template("503.html").render(), status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
        return response
    return HttpResponse(get_template("500.html").render(), status=500)

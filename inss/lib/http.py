"""Answers: which are compressed, which may be kept, and what is said when the database cannot write."""

import logging
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.template.loader import get_template
from django.utils.cache import patch_cache_control

log = logging.getLogger(__name__)

RETRY_AFTER_S = 30


class CompressPublicPages(GZipMiddleware):
    """Compresses what everybody may see; pages with secrets (desk, tokens) stay as they are: BREACH."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if "no-store" in response.get("Cache-Control", "") or response.cookies:
            return response
        return super().process_response(request, response)


def keep_private(response: HttpResponse) -> HttpResponse:
    """Marks an answer that no cache may store: the desk, previews, pages behind a token."""
    patch_cache_control(response, no_store=True, private=True)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a page made without a query or a context processor; 503 when the database refused."""
    fault = sys.exception()
    if isinstance(fault, OperationalError):
        response = HttpResponse(get_template("503.html").render(), status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
        return response
    return HttpResponse(get_template("500.html").render(), status=500)

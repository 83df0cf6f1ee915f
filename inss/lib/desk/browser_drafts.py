"""What a browser keeps of a form until it is saved: the server's half of static/js/desk/keep.js."""

import re
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REMEMBERED_S = 60 * 60 * 24


class AcknowledgesSaves(admin.ModelAdmin):
    """Each save is acknowledged, wherever it leads."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return acknowledge(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return acknowledge(request, super().response_change(request, obj))


def acknowledge(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Says that the form sent is saved, by a cookie with the token that the browser gave it."""
    token = request.POST.get("kept", "")
    if TOKEN.fullmatch(token):
        response.set_cookie(
            f"saved-{token}",
            "1",
            max_age=REMEMBERED_S,
            path=reverse("admin:index"),
            secure=request.is_secure(),
            samesite="Strict",
        )
    return response

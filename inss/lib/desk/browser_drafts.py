"""What a browser keeps of a form until it is saved: the server's half of static/js/desk/browser_draft.js.

Each form that is sent names itself by a token of its own. Once it is saved, a cookie of that name says so,
and where the save leads. The session remembers the last ones: a form that is sent again because its answer
was lost is acknowledged again, and not saved twice.
"""

import re
from typing import Any
from urllib.parse import quote, unquote

from django.contrib import admin
from django.contrib.admin.utils import quote as quote_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIELD = "browser_draft"
SESSION_KEY = "acknowledged_saves"
REMEMBERED_S = 60 * 60 * 24
REMEMBERED_SAVES = 10


class AcknowledgesSaves(admin.ModelAdmin):
    """Each save is acknowledged, wherever it leads, and made once."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = token_of(request)
        if token and (saved := request.session.get(SESSION_KEY, {}).get(token)):
            return with_cookie(request, token, saved, HttpResponseRedirect(address_of(saved)))
        return super().changeform_view(request, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self.acknowledge(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.acknowledge(request, obj, super().response_change(request, obj))

    def acknowledge(self, request: HttpRequest, obj: Any, response: HttpResponse) -> HttpResponse:
        """Says that the form sent is saved, and whether its answer is the same form again."""
        token = token_of(request)
        if token is None:
            return response
        form = reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change",
            args=[quote_key(obj.pk)],
        )
        address = response.headers["Location"]
        stays = address.partition("?")[0] == form and self.has_change_permission(request, obj)
        saved = f"{'stays' if stays else 'leads'}:{quote(address, safe='')}"
        remember(request, token, saved)
        return with_cookie(request, token, saved, response)


def token_of(request: HttpRequest) -> str | None:
    token = request.POST.get(FIELD, "")
    return token if TOKEN.fullmatch(token) else None


def address_of(saved: str) -> str:
    return unquote(saved.partition(":")[2])


def remember(request: HttpRequest, token: str, saved: str) -> None:
    others = list(request.session.get(SESSION_KEY, {}).items())
    request.session[SESSION_KEY] = dict([*others, (token, saved)][-REMEMBERED_SAVES:])


def with_cookie(request: HttpRequest, token: str, saved: str, response: HttpResponse) -> HttpResponse:
    response.set_cookie(
        f"saved-{token}",
        saved,
        max_age=REMEMBERED_S,
        path=reverse("admin:index"),
        secure=request.is_secure(),
        samesite="Strict",
    )
    return response

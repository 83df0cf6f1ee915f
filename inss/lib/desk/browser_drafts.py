"""What a browser keeps of a form until it is saved: the server's half of static/js/desk/browser_draft.js.

Each form that is sent names itself by a token of its own. Once it is saved, a cookie of that name says so,
and what came of it. The session remembers the last ones: a form that is sent again because its answer was
lost is acknowledged again, and not saved twice.
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import admin
from django.contrib.admin.utils import quote as quote_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIELD = "browser_draft"
SESSION_KEY = "acknowledgements"
REMEMBERED_S = 60 * 60 * 24
REMEMBERED_SAVES = 10

type Acknowledgement = dict[str, Any]


class AcknowledgesSaves(admin.ModelAdmin):
    """Acknowledges each save to the browser, whatever page comes next."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self.acknowledge(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.acknowledge(request, obj, super().response_change(request, obj))

    def acknowledge(self, request: HttpRequest, obj: Any, response: HttpResponse) -> HttpResponse:
        """Say in a cookie that the form is saved: as which version, and whether it comes back as a form.

        `joined`: the fields whose saved value is another than the one that was sent.
        """
        token = token_of(request)
        if token is None:
            return response
        address = response.headers["Location"]
        saved = {
            "address": address,
            "stays": address.partition("?")[0] == self.form_address(obj)
            and self.has_change_permission(request, obj),
            "version": obj.version,
            "joined": list(getattr(request, "joined", ())),
        }
        remember(request, token, saved)
        return with_cookie(request, saved, response)

    def form_address(self, obj: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[quote_key(obj.pk)])


def acknowledging_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that does not save a form twice: what it did is acknowledged again, whatever is true by now."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if saved := request.session.get(SESSION_KEY, {}).get(token_of(request)):
            return with_cookie(request, saved, HttpResponseRedirect(saved["address"]))
        return view(request, *args, **kwargs)

    return wrapped


def token_of(request: HttpRequest) -> str | None:
    token = request.POST.get(FIELD, "")
    return token if TOKEN.fullmatch(token) else None


def remember(request: HttpRequest, token: str, saved: Acknowledgement) -> None:
    others = list(request.session.get(SESSION_KEY, {}).items())
    request.session[SESSION_KEY] = dict([*others, (token, saved)][-REMEMBERED_SAVES:])


def with_cookie(request: HttpRequest, saved: Acknowledgement, response: HttpResponse) -> HttpResponse:
    response.set_cookie(
        f"saved-{token_of(request)}",
        quote(json.dumps(saved), safe=""),
        max_age=REMEMBERED_S,
        path=reverse("admin:index"),
        secure=request.is_secure(),
        samesite="Strict",
    )
    return response

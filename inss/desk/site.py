"""The desk: Django's admin site with its own start page, and with a navigation rail grouped by task."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.csp import CSP
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from inss.lib.bidi import LANGUAGES
from inss.lib.desk.browser_drafts import acknowledging_again
from inss.lib.desk.combobox import label_of
from inss.lib.desk.forms import PlainLabels
from inss.pages.models import SiteSettings

from .my_desk import lists_for

# The groups of the rail: (heading, models as "app.Model").
RAIL = [
    (None, ["posts.Post", "topics.Topic", "posts.Author", "posts.Tag"]),
    (_("Readers"), ["newsletter.Subscriber"]),
    (_("Site"), ["pages.Page", "pages.MenuItem", "posts.Section", "pages.SiteSettings"]),
    (_("Office"), ["accounts.User"]),
]

# The public policy, with what an uncached page may have in addition: nonces, and pasted pictures.
DESK_CSP = settings.SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
}

# The error pages: {status: (heading, explanation)}.
ERROR_PAGES = {
    403: (
        _("You may not do this"),
        _(
            "Your account does not have permission for this. "
            "If you need it, ask the administrator of the site."
        ),
    ),
    404: (
        _("There is nothing here"),
        _("There is no page at this address, or you do not have access to it."),
    ),
}

View = Callable[..., HttpResponse]


def with_desk_csp(view: View) -> View:
    """Set the desk's policy on every response.

    A view that needs another policy (a preview) sets the header itself; Django does not replace it.
    """
    return csp_override(DESK_CSP)(view)


def page_before(request: HttpRequest) -> str | None:
    """Return the path of this site's page that sent the request, if the browser says so."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return urlsplit(page)._replace(scheme="", netloc="").geturl() if is_ours else None


class LoginForm(PlainLabels, AdminAuthenticationForm):
    def add_error(self, field: str | None, error: Any) -> None:
        """A refusal is of both fields together: each says so, and leads to its words in admin/login.html."""
        super().add_error(field, error)
        if field is None:
            for refused in self.fields.values():
                refused.widget.attrs |= {"aria-invalid": "true", "aria-describedby": "login-error"}


class PasswordForm(PlainLabels, AdminPasswordChangeForm):
    pass


def set_language(request: HttpRequest, language: str) -> None:
    """Set the desk's language, and save it for the user."""
    get_user_model().objects.filter(pk=request.user.pk).update(language=language)


class Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": label_of(obj)}


class Desk(AdminSite):
    site_header = _("Editor’s desk")
    site_title = _("INSS desk")
    index_title = _("My desk")
    enable_nav_sidebar = False  # the rail is ours: admin/rail.html
    login_form = LoginForm
    password_change_form = PasswordForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")  # deletion always shows first what it affects

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Leave out Django's redirect by content type: it would reveal the URLs of other users' drafts."""
        language = self.admin_view(require_POST(self.language))
        urls = [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
        return [path("language/", language, name="language"), *urls]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        allowed = super().admin_view(acknowledging_again(view), cacheable)
        return with_desk_csp(self.with_error_pages(self.with_return_after_login(allowed)))

    def with_return_after_login(self, view: View) -> View:
        """After a new login, return to the page with the pressed button, whose own URL may not accept GET."""

        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (
                request.method == "POST"
                and not self.has_permission(request)
                and (page := page_before(request))
            ):
                return redirect_to_login(page, reverse("admin:login"))
            return view(request, *args, **kwargs)

        return wrapped

    def with_error_pages(self, view: View) -> View:
        """Show refusals and missing pages as pages of the desk, whose links stay in the desk."""

        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                return self.error_page(request, 403)
            except Http404:
                return self.error_page(request, 404)

        return wrapped

    def error_page(self, request: HttpRequest, status: int) -> HttpResponse:
        title, more = ERROR_PAGES[status]
        context = self.each_context(request) | {"title": title, "more": more}
        return TemplateResponse(request, "admin/fault.html", context, status=status)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Log in. Keep our site context instead of Django's, which is the host's name.

        The language chosen on this page stays the language of the desk.
        """
        context = {"site": SimpleLazyObject(SiteSettings.load), **(extra_context or {})}
        response = with_desk_csp(super().login)(request, context)
        chosen = request.GET.get("language")
        if request.method == "POST" and request.user.is_authenticated and chosen in LANGUAGES:
            set_language(request, chosen)
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Log out. Keep our site context as login() does, and show no rail."""
        context = {"site": SimpleLazyObject(SiteSettings.load), "rail": [], **(extra_context or {})}
        return super().logout(request, context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add `rail`, the models this user may see in RAIL's order, and the other interface languages."""
        context = super().each_context(request)
        return context | {"rail": self.rail(context["available_apps"]), "languages": settings.LANGUAGES}

    def rail(self, available_apps: list[dict[str, Any]]) -> list[tuple[str | None, list[dict[str, Any]]]]:
        allowed = {
            f"{app['app_label']}.{model['object_name']}": model
            for app in available_apps
            for model in app["models"]
        }
        groups = [(title, [allowed[key] for key in keys if key in allowed]) for title, keys in RAIL]
        return [(title, models) for title, models in groups if models]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show My desk. Users who do not write (the newsletter desk) start at the first list of the rail."""
        if not request.user.has_perm("posts.view_post"):
            if lists := self.rail(self.get_app_list(request)):
                _title, models = lists[0]
                return redirect(models[0]["admin_url"])
            return super().index(request, extra_context)
        return super().index(request, lists_for(request.user) | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """What the comboboxes ask: rows of the same name are told apart."""
        return Autocomplete.as_view(admin_site=self)(request)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("admin:index")  # apps are an internal division

    def language(self, request: HttpRequest) -> HttpResponse:
        """Change the interface language, from the button in the corner."""
        chosen = request.POST.get("language")
        if chosen not in LANGUAGES:
            raise BadRequest(f"language {chosen!r} is not one of {', '.join(LANGUAGES)}")
        set_language(request, chosen)
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(back if is_ours else reverse("admin:index"))

"""The views of a row's history at the desk: every save, taking an old text back, and what was deleted."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from . import snapshots
from .changes import Change, changes_between
from .models import Revision
from .snapshots import Snapshot

REVISIONS_A_PAGE = 20


def history(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Each save of the row, newest first, with what it changed."""
    if (row := admin.get_object(request, unquote(object_id))) is None:
        return admin._get_obj_does_not_exist_redirect(request, admin.opts, object_id)
    if not admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    revisions = Revision.objects.of(row).select_related("by").newest_first()
    page = Paginator(revisions, REVISIONS_A_PAGE).get_page(request.GET.get("p"))
    shown = [(revision, changes_of(revision)) for revision in page]
    may_change = admin.has_change_permission(request, row)
    context = {"title": _("History"), "object": row, "page": page, "shown": shown, "may_change": may_change}
    return render(admin, request, "admin/history.html", context)


def changes_of(revision: Revision) -> list[Change]:
    """What the save changed; of the first one that is known, nothing."""
    before = revision.earlier()
    if before is None:
        return []
    kind = snapshots.types[revision.model]
    return changes_between(kind, upgraded(before), upgraded(revision))


def take(admin: Any, request: HttpRequest, object_id: str, revision_pk: int) -> HttpResponse:
    """What would go from the form if this revision were taken back into it, and the way to do so."""
    if (row := admin.get_object(request, unquote(object_id))) is None:
        raise Http404("no such row")
    if not admin.has_change_permission(request, row):
        raise PermissionDenied
    revision = get_object_or_404(Revision.objects.of(row), pk=revision_pk)
    form = admin.get_form(request, row, change=True)
    form.taken = revision
    names = form(instance=row).taken_values().keys()
    kind, wanted = snapshots.type_of(row), upgraded(revision)
    current, found = kind.read(row), kind.without_missing(wanted)
    context = {
        "title": _("Take a version back"),
        "object": row,
        "revision": revision,
        "changes": changes_between(kind, current, current | {name: found[name] for name in names}),
        "lost": [kind.label(name) for name in kind.names() if found.get(name) != wanted.get(name)],
    }
    return render(admin, request, "admin/take_back.html", context)


def deleted(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """What was deleted less than 30 days ago, to be brought back."""
    require_delete_right(admin, request)
    context = {"title": _("Deleted"), "revisions": may_bring_back(admin, request)}
    return render(admin, request, "admin/deleted.html", context)


def bring_back(admin: Any, request: HttpRequest, revision_pk: int) -> HttpResponse:
    require_delete_right(admin, request)
    revision = get_object_or_404(may_bring_back(admin, request), pk=revision_pk)
    try:
        row = admin.bring_back(revision, by=request.user)
    except (ValidationError, IntegrityError):
        messages.error(request, _("Something else has its address now. Change that first, then try again."))
        return HttpResponseRedirect(admin_url(admin, "deleted"))
    messages.success(request, _("Brought back, with its history."))
    return HttpResponseRedirect(admin_url(admin, "change", row.pk))


def require_delete_right(admin: ModelAdmin, request: HttpRequest) -> None:
    """Whoever may delete rows may see what was deleted and bring it back."""
    if not admin.has_delete_permission(request):
        raise PermissionDenied


def may_bring_back(admin: Any, request: HttpRequest) -> Any:
    """The deleted rows that this person may see: those they deleted themselves, or all by right."""
    revisions = Revision.objects.deleted(admin.model)
    return revisions if admin.may_see_all_deleted(request) else revisions.filter(by=request.user.pk)


def upgraded(revision: Revision) -> Snapshot:
    return snapshots.types[revision.model].upgraded(revision.snapshot, revision.format)


def render(
    admin: ModelAdmin, request: HttpRequest, template: str, context: dict[str, Any]
) -> TemplateResponse:
    return TemplateResponse(
        request, template, admin.admin_site.each_context(request) | {"opts": admin.opts} | context
    )


def admin_url(admin: ModelAdmin, view: str, *args: Any) -> str:
    return reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_{view}", args=args)

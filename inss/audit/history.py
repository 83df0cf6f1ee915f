"""History views of the desk: all saves of a row, reusing an old text, and deleted rows."""

from dataclasses import dataclass
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
    context = {
        "title": _("History"),
        "object": row,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "entries": entries_of(list(page)),
        "may_change": admin.has_change_permission(request, row),
    }
    return render(admin, request, "admin/history.html", context)


@dataclass(frozen=True, slots=True)
class Entry:
    """A save, and what it changed; of the first one that is known, nothing."""

    revision: Revision
    changes: list[Change]

    @property
    def fields(self) -> list[str]:
        """The names of the fields that changed, each once."""
        return list(dict.fromkeys(change.field for change in self.changes))


def entries_of(revisions: list[Revision]) -> list[Entry]:
    """Of some revisions of one row in a row, the newest first. One query, beside those of the changes."""
    entries = []
    before = revisions[-1].earlier() if revisions else None
    for revision in reversed(revisions):
        entries.append(Entry(revision, changes_of(before, revision) if before else []))
        if revision.version is not None:
            before = revision
    return entries[::-1]


def changes_of(before: Revision, after: Revision) -> list[Change]:
    return changes_between(snapshots.types[after.model], upgraded(before), upgraded(after))


def take(admin: Any, request: HttpRequest, object_id: str, revision_pk: int) -> HttpResponse:
    """What would go from the form if this revision were taken back into it, and the way to do so."""
    if (row := admin.get_object(request, unquote(object_id))) is None:
        raise Http404("no such row")
    if not admin.has_change_permission(request, row):
        raise PermissionDenied
    revision = get_object_or_404(Revision.objects.of(row), pk=revision_pk)
    form_class = admin.get_form(request, row, change=True)
    form_class.taken = revision
    form = form_class(instance=row)
    kind, wanted = snapshots.type_of(row), upgraded(revision)
    current, existing = kind.read(row), kind.without_missing(wanted)
    found = {name: existing[name] for name in form.taken_values()}
    context = {
        "title": _("Take a version back"),
        "object": row,
        "revision": revision,
        "changes": changes_between(kind, current, current | found),
        "missing": kind.missing({name: wanted[name] for name in wanted.keys() & form.open_names()}),
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
        messages.error(
            request, _("Another entry has this address now. Change that one first, then try again.")
        )
        return HttpResponseRedirect(admin_url(admin, "deleted"))
    messages.success(request, _("Brought back, with its history."))
    return HttpResponseRedirect(admin_url(admin, "change", row.pk))


def require_delete_right(admin: ModelAdmin, request: HttpRequest) -> None:
    """Whoever may delete rows may see what was deleted and bring it back."""
    if not admin.has_delete_permission(request):
        raise PermissionDenied


def may_bring_back(admin: Any, request: HttpRequest) -> Any:
    """Return the deleted rows this user may see: all, or those they deleted themselves."""
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

"""The base of admins of rows with a history: each form action calls a function of the workflow."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from inss.lib.desk.admin import DeskAdmin
from inss.lib.desk.tree_admin import DeskTree

from . import history, snapshots, workflow
from .forms import AuditedForm, relations_of
from .models import Revision


class AuditedAdmin(DeskAdmin):
    """Records each save as one revision. `?take=` opens the form with the text of an old one, unsaved."""

    form = AuditedForm

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        take = view(require_safe(partial(history.take, self)))
        deleted = view(require_safe(partial(history.deleted, self)))
        bring_back = view(require_POST(partial(history.bring_back, self)))
        return [
            path("<path:object_id>/history/<int:revision_pk>/take/", take, name=f"{name}_take"),
            path("deleted/", deleted, name=f"{name}_deleted"),
            path("deleted/<int:revision_pk>/bring-back/", bring_back, name=f"{name}_bring_back"),
            *super().get_urls(),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.taken = self.taken_revision(request, obj)
        return form

    def taken_revision(self, request: HttpRequest, obj: Any) -> Revision | None:
        """Return the revision named in the URL, to fill the form with."""
        key = request.GET.get("take", "")
        if obj is None or not key.isdecimal() or request.method == "POST":
            return None
        return get_object_or_404(Revision.objects.of(obj), pk=int(key[:18]))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return history.history(self, request, object_id)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with the way to what was deleted for whoever may delete."""
        can_bring_back = {"can_bring_back": self.has_delete_permission(request)}
        return super().changelist_view(request, can_bring_back | (extra_context or {}))

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return super().render_delete_form(request, context | {"can_bring_back": True})

    def may_see_all_deleted(self, request: HttpRequest) -> bool:
        return True

    def bring_back(self, revision: Revision, *, by: Any) -> Any:
        """Save a deleted row again. Models with their own rules override this. Raise ValidationError."""
        row = snapshots.row_of(revision)
        row.full_clean()
        workflow.bring_back(row, revision, by=by)
        return row

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        workflow.save(obj, by=request.user, relations=relations_of(form))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Report what a merge joined, and acknowledge it. The row is saved with its relations already."""
        if joined := getattr(form, "joined", ()):
            kind = snapshots.type_of(form.instance)
            labels = ", ".join(kind.label(name) for name in joined)
            self.message_user(request, gettext("Merged with changes saved meanwhile: %s.") % labels)
            acknowledged: Any = request
            acknowledged.joined = joined

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add `joined_fields`: the fields whose text in the form differs from the text that was sent."""
        context["joined_fields"] = " ".join(getattr(context["adminform"].form, "joined", ()))
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        workflow.delete(obj, by=request.user)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return ""

    # Django's own log is not written, because the workflow has recorded a revision.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any: ...


class AuditedTree(AuditedAdmin, DeskTree):
    def move_node(self, node: Any, relative_to: Any, placement: str, *, by: Any) -> None:
        workflow.move(node, relative_to, placement, by=by)

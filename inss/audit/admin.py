"""The base of the admins of rows that have a history: what their forms do goes through the verbs."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from inss.lib.desk.admin import DeskAdmin
from inss.lib.desk.tree_admin import DeskTree

from . import workflow
from .forms import AuditedForm, relations_of
from .models import Revision

REVISIONS_A_PAGE = 20


class AuditedAdmin(DeskAdmin):
    """Each save is one revision."""

    form = AuditedForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        workflow.save(obj, by=request.user, relations=relations_of(form))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The verb has saved them with the row."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        workflow.delete(obj, by=request.user)

    def construct_change_message(self, *args: Any, **kwargs: Any) -> str:
        return ""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        revisions = Revision.objects.of(row).select_related("by").newest_first()
        page = self.get_paginator(request, revisions, REVISIONS_A_PAGE).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "title": _("History"),
            "object": row,
            "opts": self.opts,
            "page": page,
        }
        return TemplateResponse(request, "admin/history.html", context)

    # Django's own log is not written: the verb has left a revision.

    def log_addition(self, *args: Any) -> None: ...

    def log_change(self, *args: Any) -> None: ...

    def log_deletions(self, *args: Any) -> None: ...


class AuditedTree(AuditedAdmin, DeskTree):
    def move_node(self, node: Any, relative_to: Any, placement: str, *, by: Any) -> None:
        workflow.move(node, relative_to, placement, by=by)

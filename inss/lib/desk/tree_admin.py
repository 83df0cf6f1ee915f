"""Trees at the desk: listed depth first; moved by dialog, Alt+↑ ↓ or dragging; locked by lock_tree()."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from tree_queries.admin import TreeChangeList

from ..bidi import isolate
from ..trees import Placement, indented
from .admin import DeskAdmin

DEEPEST_INDENT = 4


class MoveForm(forms.Form):
    """The target of a move: beside another node or inside it."""

    move: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None)
    relative_to: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None)
    position = forms.ChoiceField(choices=Placement)

    def __init__(self, data: Any, *, rows: models.QuerySet) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["move"].queryset = fields["relative_to"].queryset = rows

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("move") == self.cleaned_data.get("relative_to"):
            raise ValidationError(gettext("Choose where it goes."))
        return self.cleaned_data


class DeskTree(DeskAdmin):
    """An admin whose list is a tree. Put `indented_title` and `move_column` into `list_display`."""

    change_list_template = "admin/tree.html"
    list_display = ["indented_title", "move_column"]
    list_display_links = ["indented_title"]
    list_per_page = 500
    sortable_by: tuple[str, ...] = ()  # the order is the tree's
    empty_value_display = ""
    move_effect = _("Everything below it moves too.")

    class Media:
        js = [Script("js/desk/move.js", type="module")]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choose the parent here without links to add or change it: those have their own form."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "parent":
            field.widget.can_add_related = field.widget.can_change_related = False
            field.label_from_instance = indented
            field.empty_label = _("None (first level)")
        return field

    def for_list(self, rows: Any) -> Any:
        return super().for_list(rows).with_tree_fields()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TreeChangeList]:
        return TreeChangeList

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        may_move = self.has_change_permission(request)
        return [name for name in super().get_list_display(request) if may_move or name != "move_column"]

    def get_urls(self) -> list[URLPattern]:
        meta = self.model._meta
        view = self.admin_site.admin_view(require_POST(self.move_view))
        return [path("move/", view, name=f"{meta.app_label}_{meta.model_name}_move"), *super().get_urls()]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Each row with the node it is inside, one of the rows; those a search left out are read at once."""
        changelist = super().get_changelist_instance(request)
        nodes = {node.pk: node for node in changelist.result_list}
        below = [node for node in nodes.values() if node.parent_id]
        if left_out := {node.parent_id for node in below} - nodes.keys():
            nodes |= self.get_queryset(request).in_bulk(left_out)
        for node in below:
            node.parent = nodes[node.parent_id]
        return changelist

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        dialog = {"places": Placement.choices, "move_effect": self.move_effect}
        return super().changelist_view(request, dialog | (extra_context or {}))

    def move_view(self, request: HttpRequest) -> HttpResponse:
        """Answer 204 for a move, 400 for a refusal; the next page shows the message."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            node = self.move(request)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponse(status=400)
        self.message_user(request, gettext("“%(name)s” was moved.") % {"name": node}, messages.SUCCESS)
        return HttpResponse(status=204)

    def move(self, request: HttpRequest) -> Any:
        form = MoveForm(request.POST, rows=self.get_queryset(request))
        if not form.is_valid():
            raise ValidationError(gettext("Choose where it goes."))
        node, relative_to = form.cleaned_data["move"], form.cleaned_data["relative_to"]
        if not self.has_change_permission(request, node):
            raise PermissionDenied
        self.move_node(node, relative_to, form.cleaned_data["position"], by=request.user)
        return node

    def move_node(self, node: Any, relative_to: Any, placement: str, *, by: Any) -> None:
        """Move the node through the workflow. Raise ValidationError if the tree does not allow it."""
        raise NotImplementedError

    @admin.display(description=pgettext_lazy("column", "name"))
    def indented_title(self, node: Any) -> SafeString:
        """The place in the tree is drawn by the indent and said in words."""
        return format_html(
            '<span class="node node--{}">{}</span> <span class="visually-hidden">({})</span>',
            min(node.tree_depth, DEEPEST_INDENT),
            isolate(self.title_of(node)),
            self.place_in_words(node),
        )

    def place_in_words(self, node: Any) -> SafeString:
        level = node.tree_depth + 1
        if not node.parent_id:
            return format_html(gettext("level {level}"), level=level)
        title = isolate(self.title_of(node.parent))
        return format_html(gettext("level {level}, inside {parent}"), level=level, parent=title)

    def title_of(self, node: Any) -> str:
        return getattr(node, "name", None) or str(node)

    @admin.display(description=_("move"))
    def move_column(self, node: Any) -> SafeString:
        return format_html(
            '<button type="button" class="move" data-pk="{}" data-parent="{}" data-depth="{}"'
            ' aria-haspopup="dialog">{} <span class="visually-hidden">{}</span></button>',
            node.pk,
            node.parent_id or "",
            node.tree_depth,
            _("Move"),
            node,
        )

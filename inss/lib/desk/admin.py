"""The base of every admin of the desk: its form, and a list that stays bounded.

class TopicForm(DeskForm): …

@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    form = TopicForm
    autocomplete_fields = ["parent"]        # shown as our Combobox, never as select2
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from ..bidi import has_hebrew
from ..models import StaleVersion
from ..words import words_of
from .browser_drafts import AcknowledgesSaves
from .combobox import Combobox, ComboboxMixin, ComboboxMultiple, PickedInOrderField, is_key, with_namesakes
from .forms import DeskForm
from .usage import used_by

MAX_QUERY_LENGTH = 200
ASKED_BY_FILTERS = {"", "exact", "isnull", "gte", "lt", "id__exact"}  # lookups of Django's own filters


class DeskAdmin(AcknowledgesSaves, admin.ModelAdmin):
    """The base of every admin of the desk.

    - The change form saves only over the version it was opened with (DeskForm).
    - `autocomplete_fields` are shown as our Combobox and ComboboxMultiple.
    - The list has no total beside a filtered count, no “show all”, and no counts for filters. It accepts no
      NUL. An unknown filter leads to the plain list.
    - A row in use is not deleted; the page lists what uses it (`used_by`).
    """

    form = DeskForm
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 30
    list_max_show_all = 0
    empty_value_display = "–"
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"})},
    }
    save_on_top = False
    actions: Sequence[str] = ()

    class Media:
        js = [
            Script(f"js/desk/{name}.js", type="module")
            for name in ("combobox", "save_in_place", "focus_errors")
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        if self.is_combobox(request):
            return with_namesakes(rows)
        return self.for_list(rows) if self.is_list(request) else rows

    def is_list(self, request: HttpRequest) -> bool:
        return view_name(request) == f"{self.opts.app_label}_{self.opts.model_name}_changelist"

    def is_combobox(self, request: HttpRequest) -> bool:
        """Return whether a combobox sends the request, also from the form of another model."""
        return view_name(request) == "autocomplete"

    def for_list(self, rows: Any) -> Any:
        """Add what only the list's columns need: a combobox searches the same rows without it."""
        return rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Leave out `version`: change_form.html writes it as a hidden field, whatever the fieldsets are."""
        return [name for name in super().get_fields(request, obj) if name != "version"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let the combobox offer a new row if the user may add one, without Django's plus sign beside it."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = getattr(field, "widget", None)
        if isinstance(wrapper, RelatedFieldWidgetWrapper) and isinstance(wrapper.widget, ComboboxMixin):
            wrapper.widget.can_add = wrapper.can_add_related
            wrapper.widget.prefill = self.name_field_of(db_field.remote_field.model)
            field.widget = wrapper.widget
        return field

    def name_field_of(self, model: type[models.Model]) -> str:
        """Return the field of a new row that receives the words typed in a combobox."""
        return getattr(self.admin_site.get_model_admin(model), "slug_from", "")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Combobox(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.get_autocomplete_fields(request):
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        widget = ComboboxMultiple(db_field, self.admin_site, ordered=False)
        return db_field.formfield(**{"form_class": PickedInOrderField, "widget": widget} | kwargs)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the public URL, or None for a row that readers cannot see."""
        is_public = obj and hasattr(obj, "get_absolute_url") and getattr(obj, "is_live", True)
        return obj.get_absolute_url() if is_public else None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Show the form, and validate it once more if the save was refused after it was found valid.

        A refusal by the workflow is shown in the form. If somebody else was faster (a newer version, a value
        taken meanwhile), the second validation finds and reports it.
        """
        run = super().changeform_view
        try:
            return run(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            refused: Any = request
            refused.refusal = refusal  # for the second run
        except (IntegrityError, StaleVersion):
            pass
        return run(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Refuse to delete a row that somebody saved since the confirmation page was shown."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except StaleVersion:
            messages.error(request, gettext("Somebody changed it just now. Try again."))
            return HttpResponseRedirect(request.path)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list.

        Django marks a refused filter by `e`; beside other parameters it would be a dead end.
        """
        if ERROR_FLAG in request.GET and len(request.GET) > 1:
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def get_paginator(
        self, request: HttpRequest, queryset: models.QuerySet, *args: Any, **kwargs: Any
    ) -> Paginator:
        """Return the paginator of the list and of the history: both show the newest first."""
        rows = queryset.reverse() if queryset.model is LogEntry else queryset
        return super().get_paginator(request, rows, *args, **kwargs)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow only the lookups of the list's filters: Django would let a URL filter by any expression."""
        field, _separator, kind = lookup.partition("__")
        asked = {name_of(a_filter) for a_filter in self.get_list_filter(request)}
        return field in asked and kind in ASKED_BY_FILTERS and super().lookup_allowed(lookup, value, request)

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("what was ticked is no row")
        return super().response_action(request, *args, **kwargs)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        if has_nul(request.GET):
            raise IncorrectLookupParameters
        try:
            return super().get_changelist_instance(request)
        except DisallowedModelAdminLookup as error:
            raise IncorrectLookupParameters from error

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Limit every search, comboboxes included, to 200 characters without NUL."""
        term = search_term.replace("\0", "")[:MAX_QUERY_LENGTH]
        return super().get_search_results(request, queryset, " ".join(words_of(term)))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Refuse at once to delete a row in use: Django would first read every row that uses it.

        The rows to delete are counted without those that only link them to others.
        """
        if uses := [use.title for obj in objs for use in used_by(obj, self.admin_site)]:
            return [], {}, set(), uses
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        through: list[Any] = [field.remote_field.through for field in self.opts.many_to_many]
        links = {model._meta.verbose_name_plural for model in through}
        things = {name: number for name, number in counts.items() if name not in links}
        return deleted, things, lacking, protected

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context["used_by"] = used_by(context["object"], self.admin_site)
        return super().render_delete_form(request, context)


class FixedSlug(DeskAdmin):
    """Suggest the slug of a new row from `slug_from`, and never change it later: others link to it."""

    slug_from = "name_en"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Put a Hebrew name from a combobox into the Hebrew field."""
        given = super().get_changeform_initial_data(request)
        if "name_he" in self.get_fields(request) and has_hebrew(given.get(self.slug_from, "")):
            given["name_he"] = given.pop(self.slug_from)
        return given

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out the address: a new row has none yet."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return fieldsets
        return [
            (heading, options | {"fields": [name for name in options["fields"] if name != "address"]})
            for heading, options in fieldsets
        ]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": [self.slug_from]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["slug"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]


def view_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match and match.url_name) or ""


def name_of(list_filter: Any) -> str:
    """Return the field of a list filter, or the parameter of a filter class of our own."""
    if isinstance(list_filter, (tuple, list)):
        return list_filter[0]
    return getattr(list_filter, "parameter_name", list_filter)


def has_nul(parameters: MultiValueDict) -> bool:
    return any("\0" in text for name, values in parameters.lists() for text in (name, *values))

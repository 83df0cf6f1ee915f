"""Columns and filters shared by the lists of the desk."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..bidi import ENGLISH, HEBREW, Text, current_language, isolate, other
from .admin import DeskAdmin

# Translators: name the language that yours is not.
IN_THE_OTHER_LANGUAGE = pgettext_lazy("of the other language", "in Hebrew")


ALSO_IN = {ENGLISH: _("also in English"), HEBREW: _("also in Hebrew")}
NOT_IN = {ENGLISH: _("not in English"), HEBREW: _("not in Hebrew")}


def language_and_other(row: Any, *, is_in_both: bool) -> SafeString:
    """The language of a row, and whether it has a version in the other one."""
    words = (ALSO_IN if is_in_both else NOT_IN)[other(row.language)]
    text = '<span class="quiet"><bdi lang="{}">{}</bdi> · {}</span>'
    return format_html(text, row.language, row.get_language_display(), words)


class OtherName(DeskAdmin):
    """A column with the name in the other language, or a note that it is missing."""

    slug_from: str  # the field with the English name, as in FixedSlug

    @admin.display(description=IN_THE_OTHER_LANGUAGE)
    def other_name(self, row: Any) -> str:
        if row.name_he and current_language() == HEBREW:
            return self.english_name(row)
        if name := row.name_he:
            return format_html('<bdi lang="he" dir="rtl">{}</bdi>', name)
        return format_html('<span class="state state--missing">{}</span>', _("missing"))

    def english_name(self, row: Any) -> str:
        return isolate(Text(getattr(row, self.slug_from), ENGLISH))


class OwnName(OtherName):
    """A list sorted by its first column, the name in the interface language."""

    @admin.display(description=pgettext_lazy("column", "name"))
    def own_name(self, row: Any) -> str:
        return row.name_he if row.name_he and current_language() == HEBREW else self.english_name(row)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        if current_language() == HEBREW:
            return [Coalesce(NullIf("name_he", Value("")), self.slug_from), "pk"]
        return [self.slug_from, "pk"]


class CountedFilter(admin.SimpleListFilter):
    """Flat chips, each with the number it would show under the other filters and the search.

    A filter says how rows are counted, in one query; the rows are found without a further one.
    """

    template = "admin/filter_tabs.html"

    def count(self, rows: QuerySet) -> dict[Any, int]:
        """{value: number}; of None, which is no filter, it may give none."""
        raise NotImplementedError

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        counts = self.count(self.rows_of_the_others(changelist))
        values = [None, *(value for value, _label in self.lookup_choices)]
        for choice, value in zip(super().choices(changelist), values, strict=True):
            yield choice | {"count": counts.get(value)}

    def rows_of_the_others(self, changelist: ChangeList) -> QuerySet:
        rows = changelist.root_queryset
        for spec in changelist.filter_specs:
            narrowed = None if spec is self else spec.queryset(self.request, rows)
            rows = rows if narrowed is None else narrowed
        found, _repeats = changelist.model_admin.get_search_results(self.request, rows, changelist.query)
        return found.order_by()


class MissingHebrewFilter(admin.SimpleListFilter):
    title, parameter_name = _("Hebrew name"), "hebrew"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(name_he="") if self.value() == "missing" else queryset

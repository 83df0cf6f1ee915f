"""Columns and filters that lists of the desk share."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .bidi import ENGLISH, HEBREW, Text, current_language, isolate

# Translators: name the language that yours is not.
IN_THE_OTHER_LANGUAGE = pgettext_lazy("of the other language", "in Hebrew")


class HebrewName:
    """A column with the Hebrew name, or a word that it is missing."""

    @admin.display(description=_("in Hebrew"))
    def hebrew_name(self, row: Any) -> SafeString:
        if name := row.name_he:
            return format_html('<bdi lang="he" dir="rtl">{}</bdi>', name)
        return format_html('<span class="state state--missing">{}</span>', _("missing"))


class OtherName(HebrewName):
    """A column for a tree, whose first one is the name in the interface’s language: the other language’s."""

    @admin.display(description=IN_THE_OTHER_LANGUAGE)
    def other_name(self, row: Any) -> str:
        if row.name_he and current_language() == HEBREW:
            return isolate(Text(row.name_en, ENGLISH))
        return self.hebrew_name(row)


class MissingHebrewFilter(admin.SimpleListFilter):
    title, parameter_name = _("Hebrew name"), "hebrew"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(name_he="") if self.value() == "missing" else queryset

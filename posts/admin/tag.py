from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedAdmin
from inss.audit.forms import AuditedForm
from inss.lib.desk.admin import FixedSlug
from inss.lib.desk.columns import MissingHebrewFilter, OwnName

from ..models import Tag


class TagForm(AuditedForm):
    class Meta:
        help_texts = {
            "name": _("In English, as readers see it. Example: maritime security"),
            "name_he": _("Without it, the Hebrew site shows the English name."),
            "slug": _("Last part of the URL. It cannot be changed later. Example: maritime-security"),
        }


@admin.register(Tag)
class TagAdmin(OwnName, FixedSlug, AuditedAdmin):
    form = TagForm
    slug_from = "name"
    list_display = ["own_name", "other_name", "slug", "post_count"]
    list_filter = [MissingHebrewFilter]
    search_fields = ["name", "name_he", "slug"]
    search_help_text = _("Name or slug")
    fieldsets = [
        (None, {"fields": [("name", "name_he")]}),
        (_("Address"), {"fields": ["slug"], "classes": ["side"]}),
    ]

    def for_list(self, rows: Any) -> QuerySet:
        return super().for_list(rows).annotate(post_count=Count("tagged"))

    @admin.display(description=_("posts"))
    def post_count(self, tag: Any) -> int:
        return tag.post_count

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedTree
from inss.audit.forms import AuditedForm
from inss.lib.desk.admin import FixedSlug
from inss.lib.desk.columns import MissingHebrewFilter, OtherName

from ..models import Section


class SectionForm(AuditedForm):
    class Meta:
        help_texts = {
            "name_en": _("As shown in menus and lists. Example: Policy Papers"),
            "name_he": _("Without it, the Hebrew site shows the English name."),
            "kind": _("Decides what a post of this section needs before it can be published."),
            "in_all_publications": _("Its posts are also listed under “All Publications”."),
            "parent": _("It cannot be changed after something in the section is published."),
            "slug": _("Part of the URL. It cannot be changed later. Example: policy-papers"),
        }


@admin.register(Section)
class SectionAdmin(OtherName, FixedSlug, AuditedTree):
    form = SectionForm
    move_effect = _("A section with public content keeps its URL.")
    list_display = ["indented_title", "other_name", "address", "kind_word", "post_count", "move_column"]
    list_filter = ["kind", "in_all_publications", MissingHebrewFilter]
    search_fields = ["name_en", "name_he", "path"]
    search_help_text = _("Name or address")
    readonly_fields = ["address"]
    fieldsets = [
        (None, {"fields": [("name_en", "name_he"), "kind", "in_all_publications"]}),
        (_("Address"), {"fields": ["parent", "slug", "address"], "classes": ["side"]}),
    ]

    def for_list(self, rows: Any) -> QuerySet:
        return super().for_list(rows).annotate(post_count=Count("posts"))

    @admin.display(description=_("address"))
    def address(self, section: Section) -> SafeString | str:
        return format_html('<bdi dir="ltr">/{}/</bdi>', section.path) if section.path else ""

    @admin.display(description=_("kind"))
    def kind_word(self, section: Section) -> str:
        return capfirst(section.get_kind_display())

    @admin.display(description=_("posts"))
    def post_count(self, section: Any) -> int:
        return section.post_count

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
            "name_en": _("As menus and lists show it. Example: Policy Papers"),
            "name_he": _("Readers of the Hebrew site see the English name until there is one."),
            "kind": _("Decides what a post of this section needs before it can be published."),
            "in_all_publications": _("Its posts are also listed under “All Publications”."),
            "parent": _("For good, once there is something public in the section."),
            "slug": _("Its part of the address, for good. Example: policy-papers"),
        }


@admin.register(Section)
class SectionAdmin(OtherName, FixedSlug, AuditedTree):
    form = SectionForm
    move_effect = _("Once there is something public in it, a section keeps its address.")
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

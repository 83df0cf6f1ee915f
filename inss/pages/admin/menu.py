from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedTree
from inss.audit.forms import AuditedForm
from inss.lib.bidi import ENGLISH, HEBREW, current_language, isolate
from inss.lib.desk.columns import IN_THE_OTHER_LANGUAGE
from inss.lib.trees import lock_tree

from ..models import MenuItem, Page


class MenuItemForm(AuditedForm):
    SAME = ["parent", "label_en", "label_he", "topic", "section", "page", "view", "url_en", "url_he"]

    class Meta:
        help_texts = {
            "label_en": _("Empty: the short name of what it leads to. Example: About us"),
            "label_he": _("Empty: the Hebrew name of what it leads to, else the English label."),
            "view": _("A page the site makes by itself. Example: archive"),
            "url_en": _("Another site, or a path of this one. Example: https://www.tau.ac.il/"),
            "zone": _("Of an item of the first level. The bar at the top is beside the language."),
            "hidden_in": _("Nothing: shown everywhere."),
            "parent": _("Nothing: an item of the first level. Four levels at most."),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance._state.adding:
            self.refuse_second()
        return cleaned

    def refuse_second(self) -> None:
        """Refuse an item identical to an existing one: it was probably submitted twice."""
        lock_tree(MenuItem)
        same = {name: self.cleaned_data[name] for name in self.SAME if name in self.cleaned_data}
        if MenuItem.objects.filter(**same).exists():
            raise ValidationError(gettext("The same item stands there already."), code="second")


@admin.register(MenuItem)
class MenuItemAdmin(AuditedTree):
    """One tree for header, drawer and footer."""

    form = MenuItemForm
    list_display = ["indented_title", "other_label", "leads_to", "shown_in", "move_column"]
    list_select_related = ["topic", "section", "page"]
    search_fields = [
        "label_en",
        "label_he",
        "topic__name_en",
        "topic__name_he",
        "section__name_en",
        "section__name_he",
        "page_title_en",
        "page_title_he",
        "url_en",
    ]
    search_help_text = _("Label or target")
    autocomplete_fields = ["topic", "section", "page"]
    fieldsets = [
        (None, {"fields": [("label_en", "label_he")]}),
        (
            _("Leads to"),
            {
                "fields": ["topic", "section", "page", "view", ("url_en", "url_he")],
                "description": _("One of these, or none: an item without a target is a heading."),
            },
        ),
        (_("Place"), {"fields": ["parent", "zone", "hidden_in"], "classes": ["side"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_page_titles()

    def for_list(self, rows: Any) -> Any:
        twins = Page.objects.published().filter(twin_group=OuterRef("page__twin_group"))
        below = MenuItem.objects.filter(parent=OuterRef("pk"))
        return super().for_list(rows).annotate(has_public_page=Exists(twins), has_children=Exists(below))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = MenuItem.objects.with_tree_fields().with_page_titles()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=IN_THE_OTHER_LANGUAGE)
    def other_label(self, item: MenuItem) -> SafeString | str:
        """Show nothing for a missing Hebrew label: the target’s own list reports it."""
        if current_language() == HEBREW:
            with override(ENGLISH):
                return format_html('<bdi lang="en" dir="ltr">{}</bdi>', item)
        label = item.label_he or getattr(item.topic or item.section, "name_he", item.page_title_he)
        return format_html('<bdi lang="he" dir="rtl">{}</bdi>', label) if label else ""

    @admin.display(description=_("leads to"))
    def leads_to(self, item: MenuItem) -> SafeString | str:
        if item.target:
            return format_html("{}: {}", item.target._meta.verbose_name, isolate(item.target_name))
        if item.view:
            return item.get_view_display()
        if item.url_en:
            return format_html('<bdi dir="ltr">{}</bdi>', item.url_en)
        return format_html('<span class="quiet">{}</span>', _("heading"))

    @admin.display(description=_("shown"))
    def shown_in(self, item: Any) -> str | Promise:
        """Show only restrictions."""
        if item.page_id and not item.has_public_page:
            return _("not yet: its page is a draft")
        if not (item.target or item.view or item.url_en or item.has_children):
            return _("not yet: nothing is below it")
        if item.hidden_in:
            return str(_("not in: %(area)s") % {"area": item.get_hidden_in_display()})
        return "" if item.zone == MenuItem.Zone.MAIN else item.get_zone_display()

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inss.lib.columns import HebrewName, MissingHebrewFilter
from inss.lib.desk import DeskForm, FixedSlug
from inss.lib.tree_admin import DeskTree

from .models import Topic


class TopicForm(DeskForm):
    class Meta:
        help_texts = {
            "name_en": _("Short, for menus and lists. Example: Iran and the Shi’ite Axis"),
            "name_he": _("Readers of the Hebrew site see the English name until there is one."),
            "long_name_en": _(
                "Only where it differs, for bylines and the topic’s own page."
                " Example: The Glazer Israel-China Policy Center"
            ),
            "kind": _("A center has staff of its own. A project stands at the top, beside the tree."),
            "parent": _("Nothing: a topic of the first level."),
            "slug": _("The end of the address, for good. Example: lebanon-and-hezbollah"),
            "intro_en": _(
                "One or two paragraphs at the top of the topic’s page; an empty line between them."
            ),
            "sponsor_en": _("Example: With the support of the Example Foundation"),
        }


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("state"), "state"
    template = "admin/filter_tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("active", _("In use")), ("retired", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("active", "retired"):
            return queryset
        return queryset.filter(is_retired=self.value() == "retired")


@admin.register(Topic)
class TopicAdmin(HebrewName, FixedSlug, DeskTree):
    form = TopicForm
    list_display = ["indented_title", "hebrew_name", "kind_word", "post_count", "move_column"]
    list_filter = [StateFilter, "kind", MissingHebrewFilter]
    search_fields = ["name_en", "name_he", "long_name_en", "slug"]
    search_help_text = _("Name or slug")
    fieldsets = [
        (
            None,
            {"fields": [("name_en", "name_he"), ("long_name_en", "long_name_he"), ("intro_en", "intro_he")]},
        ),
        (_("Sponsor"), {"fields": [("sponsor_en", "sponsor_he")]}),
        (_("Place"), {"fields": ["kind", "parent", "slug"], "classes": ["side"]}),
        (_("Use"), {"fields": ["is_retired"], "classes": ["side"]}),
    ]
    delete_confirmation_template = "admin/topics/topic/delete_confirmation.html"

    def for_list(self, rows: Any) -> QuerySet:
        return super().for_list(rows).annotate(post_count=Count("post_topics"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """The combobox offers only what is in use."""
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.active()
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("kind"))
    def kind_word(self, topic: Topic) -> SafeString | str:
        """Only what is special."""
        if topic.is_retired:
            return format_html('<span class="state state--withdrawn">{}</span>', _("Retired"))
        return "" if topic.kind == Topic.Kind.TOPIC else topic.get_kind_display()

    @admin.display(description=_("posts"))
    def post_count(self, topic: Any) -> int:
        return topic.post_count

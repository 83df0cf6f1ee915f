from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from inss.audit.admin import AuditedTree
from inss.audit.forms import AuditedForm
from inss.lib.desk.admin import FixedSlug
from inss.lib.desk.columns import OtherName
from inss.lib.models import StaleVersion

from . import surgery
from .models import Topic


class TopicForm(AuditedForm):
    class Meta:
        help_texts = {
            "name_en": _("Short, for menus and lists. Example: Iran and the Shi’ite Axis"),
            "name_he": _("Without it, the Hebrew site shows the English name."),
            "long_name_en": _(
                "Only if it differs. Used in bylines and on the topic’s own page."
                " Example: The Glazer Israel-China Policy Center"
            ),
            "kind": _("A center has its own staff. A project is always at the top level."),
            "parent": _("Leave empty for a topic of the first level."),
            "slug": _("Last part of the URL. It cannot be changed later. Example: lebanon-and-hezbollah"),
            "intro_en": _(
                "One or two paragraphs at the top of the topic’s page, separated by an empty line."
            ),
            "sponsor_en": _("Example: With the support of the Example Foundation"),
        }


class ToDoFilter(admin.SimpleListFilter):
    """Topics that need work, and topics out of use."""

    title, parameter_name = _("Show"), "show"
    template = "admin/filter_tabs.html"
    choices_of = {
        "no-hebrew": (_("No Hebrew name"), Q(name_he="")),
        "no-posts": (_("No posts"), Q(post_topics__isnull=True)),
        "projects": (_("Projects"), Q(kind=Topic.Kind.PROJECT)),
        "retired": (_("Retired"), Q(is_retired=True)),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, label) for value, (label, _condition) in self.choices_of.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        _label, condition = self.choices_of.get(self.value() or "", (None, Q()))
        return queryset.filter(condition)


@admin.register(Topic)
class TopicAdmin(OtherName, FixedSlug, AuditedTree):
    form = TopicForm
    list_display = ["indented_title", "other_name", "kind_word", "post_count", "move_column"]
    list_filter = [ToDoFilter]
    search_fields = ["name_en", "name_he", "long_name_en", "slug"]
    search_help_text = _("Name or slug")
    fieldsets = [
        (
            None,
            {"fields": [("name_en", "name_he"), ("long_name_en", "long_name_he"), ("intro_en", "intro_he")]},
        ),
        (_("Sponsor"), {"fields": [("sponsor_en", "sponsor_he")]}),
        (_("Position"), {"fields": ["kind", "parent", "slug"], "classes": ["side"]}),
        (_("Use"), {"fields": ["is_retired"], "classes": ["side"]}),
    ]
    delete_confirmation_template = "admin/topics/topic/delete_confirmation.html"

    def for_list(self, rows: Any) -> QuerySet:
        return super().for_list(rows).annotate(post_count=Count("post_topics"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.retire))
        return [path("<int:pk>/retire/", view, name="topics_topic_retire"), *super().get_urls()]

    def retire(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Retire a topic in use, offered instead of deleting it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        topic = get_object_or_404(Topic, pk=pk)
        try:
            surgery.retire(topic, by=request.user)
        except StaleVersion:
            self.message_user(request, _("Somebody changed it just now. Try again."), messages.ERROR)
        else:
            said = _("“%(name)s” is retired. You can reactivate it from its form.")
            self.message_user(request, said % {"name": topic}, messages.SUCCESS)
        return redirect("admin:topics_topic_changelist")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Offer only active topics in a combobox."""
        if self.is_combobox(request):
            queryset = queryset & Topic.objects.active()
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("kind"))
    def kind_word(self, topic: Topic) -> SafeString | str:
        """Return the kind only if it is not the usual one."""
        if topic.is_retired:
            return format_html('<span class="state state--withdrawn">{}</span>', _("Retired"))
        return "" if topic.kind == Topic.Kind.TOPIC else capfirst(topic.get_kind_display())

    @admin.display(description=_("posts"))
    def post_count(self, topic: Any) -> int:
        return topic.post_count

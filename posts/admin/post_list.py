"""The list of posts: what each row says, and how it is filtered and searched."""

from collections import Counter
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedAdmin
from inss.lib.bidi import isolate
from inss.lib.dates import moment, time_element
from inss.lib.desk.columns import CountedFilter, language_and_other
from inss.lib.models import Language
from inss.lib.trees import indented
from inss.lib.words import words_of
from topics.models import Topic

from ..models import Post, Section
from .address_finder import find_post

MAX_WORDS = 8

SENT_ON = "sent-on"


def in_state(state: str) -> Q:
    now = timezone.now()
    match state:
        case "sent-on":
            return Q(status__in=[Post.Status.REVIEW, Post.Status.READY])
        case "scheduled":
            return Q(status=Post.Status.PUBLISHED, published_at__gt=now)
        case "published":
            return Q(status=Post.Status.PUBLISHED, published_at__lte=now)
    return Q(status=state)


class ChoiceFilter(admin.SimpleListFilter):
    """A filter whose unknown values are no filter."""

    def value(self) -> str | None:
        value = super().value()
        return value if value in {str(key) for key, _label in self.lookup_choices} else None


class StateFilter(ChoiceFilter, CountedFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """What is sent on, to whomever, has a chip only where a link of My desk asks for it."""
        is_asked = request.GET.get(self.parameter_name) == SENT_ON
        sent_on = [(SENT_ON, _("With an editor or a publisher"))]
        return [*Post.STATES.items(), *(sent_on if is_asked else [])]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(in_state(state)) if (state := self.value()) else queryset

    def count(self, rows: Any) -> dict[Any, int]:
        counted = {state: Count("pk", filter=in_state(state)) for state, _label in self.lookup_choices}
        counts = rows.aggregate(total=Count("pk"), **counted)
        return {None: counts.pop("total"), **counts}


class SectionFilter(ChoiceFilter):
    """A section and those below it."""

    title, parameter_name = _("section"), "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        sections = Section.objects.with_tree_fields()
        return [(str(one.pk), indented(one)) for one in sections]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.in_section(Section.objects.get(pk=self.value()))


class TopicFilter(ChoiceFilter):
    """A topic and those below it."""

    title, parameter_name = _("topic"), "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        topics = Topic.objects.with_tree_fields()
        return [(str(one.pk), indented(one)) for one in topics]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.in_topic(Topic.objects.get(pk=self.value()))


class LanguageFilter(ChoiceFilter):
    title, parameter_name = _("language"), "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Language.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.in_language(language) if (language := self.value()) else queryset


class PostChangeList(ChangeList):
    """With what the rows show: people, section, and which of them have a twin."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        rows: Any = super().get_queryset(request, exclude_parameters)
        return rows.with_cards()

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        groups = [post.twin_group for post in self.result_list]
        rows = Counter(Post.objects.filter(twin_group__in=groups).values_list("twin_group", flat=True))
        for post in self.result_list:
            post.has_twin = rows[post.twin_group] > 1


class PostList(AuditedAdmin):
    """The list; PostAdmin adds the form."""

    list_display = ["headline", "state_word", "people", "section_and_language", "date"]
    list_filter = [StateFilter, SectionFilter, LanguageFilter, TopicFilter]
    search_fields = [
        "title",
        "standfirst",
        "slug",
        "bylines__author__name_en",
        "bylines__author__name_he",
        "tags__name",
    ]
    search_help_text = _("Words, a person, a tag, or the address of a page")
    ordering = ["-updated_at", "-pk"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """A public address in the search field leads straight to its post's form."""
        if post := find_post(request.GET.get("q", ""), self.get_queryset(request)):
            return HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk]))
        return super().changelist_view(request, extra_context)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """What is in the making is found by any word of its text too; all the archive would take too long."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = words_of(search_term)[:MAX_WORDS]
        if not words:
            return found, may_repeat
        drafts = queryset.in_the_making()
        for word in words:
            drafts = drafts.filter(body_plain__icontains=word)
        either = Q(pk__in=found.order_by().values("pk")) | Q(pk__in=drafts.order_by().values("pk"))
        return queryset.filter(either), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostChangeList

    @admin.display(description=_("title"), ordering="title")
    def headline(self, post: Post) -> SafeString:
        return format_html(
            '<span class="cell-title" lang="{}" dir="auto">{}</span>',
            post.language,
            post.title or _("Untitled"),
        )

    @admin.display(description=_("state"))
    def state_word(self, post: Post) -> SafeString:
        return format_html('<span class="state state--{}">{}</span>', post.state, post.state_label)

    @admin.display(description=_("people"))
    def people(self, post: Post) -> SafeString | str:
        names = [author.name for author in post.people]
        if not names:
            return format_html('<span class="quiet">{}</span>', _("nobody yet"))
        return ", ".join(names)

    @admin.display(description=_("section and language"), ordering="section")
    def section_and_language(self, post: Any) -> SafeString:
        language = language_and_other(post, is_in_both=post.has_twin)
        return format_html("{} {}", isolate(post.section.name), language)

    @admin.display(description=_("date"), ordering="published_at")
    def date(self, post: Post) -> SafeString:
        """Of publication, past or to come; of what readers do not get, the last change."""
        is_out = post.status == Post.Status.PUBLISHED
        at = post.published_at if is_out else post.updated_at
        element = time_element(at, moment(at))
        return element if is_out else format_html(gettext("changed {}"), element)

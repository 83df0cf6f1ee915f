import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedTree
from inss.audit.forms import AuditedForm
from inss.lib.bidi import LANGUAGES, current_language, direction
from inss.lib.desk.admin import FixedSlug
from inss.lib.desk.columns import language_and_other
from inss.lib.desk.language_choice import LanguageChoice
from inss.lib.desk.rich_text import ProseField
from inss.lib.markup import finished, plain

from .. import workflow
from ..models import Page
from ..rights import may_delete, may_edit


class Step(NamedTuple):
    """The workflow function that a button calls, and its success message."""

    verb: Callable[..., None]
    done: str | Promise


STEPS = {
    "_publish": Step(workflow.publish, _("Published.")),
    "_unpublish": Step(workflow.unpublish, _("Back to draft.")),
}
SAVE = Step(workflow.save, _("Saved."))

TWIN = Page.objects.filter(twin_group=OuterRef("twin_group")).exclude(pk=OuterRef("pk"))


def step_name(request: HttpRequest) -> str | None:
    return next((name for name in STEPS if name in request.POST), None)


class TwinSelect(forms.Select):
    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if page := getattr(value, "instance", None):
            option["attrs"]["lang"] = page.language
        return option


class TwinField(forms.ModelChoiceField):
    widget = TwinSelect

    def label_from_instance(self, page: Page) -> str:
        return f"{page.title} ({page.get_language_display()}, {page.path})"


def link_to(twin: Page) -> SafeString:
    address = reverse("admin:pages_page_change", args=[twin.pk])
    text = '<a href="{}">{}: <bdi lang="{}">{}</bdi></a>'
    return format_html(text, address, _("Open"), twin.language, twin.title)


class PageForm(AuditedForm):
    goes_to_readers = False  # whether the save is public; set by the admin for each request

    body = ProseField(label=_("text"), required=False)
    twin = TwinField(
        label=_("version in the other language"),
        queryset=Page.objects.none(),
        required=False,
        help_text=_("The same page in the other language. Each links to the other."),
    )

    class Meta:
        widgets = {
            "title": forms.Textarea(attrs={"rows": 1, "class": "grows"}),
            "language": LanguageChoice,
        }
        help_texts = {
            "language": _("It cannot be changed later."),
            "parent": _("Leave empty for a page of the first level. Example: About"),
            "slug": _("Part of the URL. It cannot be changed later. Example: history"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"title", "body"} & self.fields.keys():
            language = {"lang": self.language, "dir": direction(self.language)}
            self.fields[name].widget.attrs |= language | {"data-follows": "language"}
        if "twin" in self.fields:
            field: Any = self.fields["twin"]
            field.queryset = self.possible_twins()
            twin = self.initial["twin"] = self.current_twin()
            if twin:
                field.help_text = link_to(twin)

    @property
    def language(self) -> str:
        """Return the typed language if it is valid, else that of the row."""
        typed = self["language"].value() if "language" in self.fields else None
        return typed if typed in LANGUAGES else self.instance.language

    def current_twin(self) -> Page | None:
        return Page.objects.twins_of(self.instance).first() if self.instance.pk else None

    def possible_twins(self) -> QuerySet:
        """Return the present twin and pages without one; for a saved page, only in the other language."""
        pages = Page.objects.exclude(pk=self.instance.pk)
        if self.instance.pk:
            pages = pages.exclude(language=self.instance.language)
        return pages.filter(~Exists(TWIN) | Q(twin_group=self.instance.twin_group))

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if self.goes_to_readers and not plain(body):
            raise ValidationError(gettext("The text is empty."))
        return body

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "twin" in self.cleaned_data and self.cleaned_data["twin"] != self.initial["twin"]:
            self.join(self.cleaned_data["twin"])
        return cleaned

    def join(self, twin: Page | None) -> None:
        if twin and twin.language == self.cleaned_data.get("language", self.instance.language):
            raise ValidationError({"twin": gettext("The two must be in different languages.")})
        self.instance.twin_group = twin.twin_group if twin else uuid.uuid4()


@admin.register(Page)
class PageAdmin(FixedSlug, AuditedTree):
    """Editors write drafts. Only publishers publish pages and change published ones."""

    form = PageForm
    move_effect = _("A draft gets a new URL when it moves. Published pages keep theirs.")
    list_display = ["indented_title", "address", "state_word", "language_word", "move_column"]
    list_filter = ["status", "language"]
    search_fields = ["title", "path", "body_plain"]
    search_help_text = _("Title, address or text")
    readonly_fields = ["address", "finished_text"]
    slug_from = "title"
    fieldsets = [
        (None, {"fields": [("language", "twin"), "title", "body"]}),
        (_("Address"), {"fields": ["parent", "slug", "address"], "classes": ["side"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start with the user’s own language: it cannot be changed later."""
        return {"language": current_language()} | super().get_changeform_initial_data(request)

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Let a combobox search only the columns that it shows."""
        return ["title", "path"] if self.is_combobox(request) else self.search_fields

    def for_list(self, rows: Any) -> QuerySet:
        pages = super().for_list(rows).defer("body", "body_html", "body_plain", "headings")
        return pages.annotate(has_twin=Exists(TWIN))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["language"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the rendered text instead of its source to users who cannot edit the page."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return [
            (None, {"fields": ["language", "title", "finished_text"]}),
            (_("Address"), {"fields": ["parent", "address"], "classes": ["side"]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        step = step_name(request)
        form.goes_to_readers = form.reviews_joined_text = step == "_publish" or (
            step is None and bool(obj and obj.is_live)
        )
        return form

    @admin.display(description=_("text"))
    def finished_text(self, page: Page) -> SafeString:
        text = finished(page.body_html)
        return format_html('<div lang="{}" dir="{}">{}</div>', page.language, direction(page.language), text)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_delete(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Call the workflow function of the pressed button. It checks the right again."""
        STEPS.get(step_name(request) or "", SAVE).verb(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        workflow.delete(obj, by=request.user)

    def response_add(self, request: HttpRequest, obj: Page, post_url_continue: Any = None) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.message_and_redirect(request, obj)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        return self.message_and_redirect(request, obj)

    def message_and_redirect(self, request: HttpRequest, page: Page) -> HttpResponse:
        step = STEPS.get(step_name(request) or "", SAVE)
        is_change = step is SAVE and page.is_live
        self.message_user(request, _("Published changes.") if is_change else step.done)
        return self.acknowledge(request, page, redirect("admin:pages_page_change", page.pk))

    @admin.display(description=_("address"))
    def address(self, page: Page) -> SafeString | str:
        return format_html('<bdi dir="ltr">{}</bdi>', page.get_absolute_url()) if page.path else ""

    @admin.display(description=_("state"))
    def state_word(self, page: Page) -> SafeString:
        return format_html('<span class="state state--{}">{}</span>', page.status, page.get_status_display())

    @admin.display(description=_("language"))
    def language_word(self, page: Any) -> SafeString:
        return language_and_other(page, is_in_both=page.has_twin)

    def title_of(self, node: Page) -> SafeString:
        return format_html('<span lang="{}" dir="auto">{}</span>', node.language, node.title)

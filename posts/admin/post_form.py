"""The form of a post. Its people are in byline_forms.py."""

import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.audit.forms import AuditedForm
from inss.audit.snapshots import Snapshot
from inss.lib.bidi import HEBREW, LANGUAGES, direction, has_hebrew
from inss.lib.dates import YEARS
from inss.lib.desk.combobox import ComboboxMultiple, PickedInOrderField
from inss.lib.desk.language_choice import LanguageChoice
from inss.lib.desk.rich_text import ProseField
from inss.lib.slugs import latin_slug
from inss.lib.trees import indented
from topics.models import Topic

from .. import copies
from ..models import Byline, Post, PostTopic, Section, Tag, TaggedPost
from ..rights import may_publish
from ..snapshots import Bylines, Topics
from ..workflow import MISSING, missing
from .byline_forms import BaseBylineFormSet, BylineFormSet
from .checks import PEOPLE_ID
from .steps import PUBLISHING

# Fields whose direction follows the language of the text, not that of the interface.
FIELDS_IN_TEXT_LANGUAGE = ("title", "standfirst", "body")
MOMENTS = ("published_at", "corrected_at")
# The form fields that show errors which workflow.py reports under another name.
ERROR_FIELDS = {"primary_topic": "topics", "withdrawn_reason": "reason"}


class SectionSelect(forms.Select):
    """Options with the form fields of their kind of section and the last number of their series.

    The numbers are given for each language. Read by static/js/desk/kinds.js.
    """

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if section := getattr(value, "instance", None):
            option["attrs"]["data-shows"] = " ".join(sorted(section.rules.shows))
            option["attrs"] |= self.last_numbers.get(section.pk, {})
        return option

    @cached_property
    def last_numbers(self) -> dict[int, dict[str, int]]:
        """Return {section id: {"data-last-en": 1874}}. One query."""
        numbers: dict[int, dict[str, int]] = defaultdict(dict)
        for section, language, last in Post.objects.last_numbers():
            numbers[section][f"data-last-{language}"] = last
        return numbers


class SectionField(forms.ModelChoiceField):
    """Sections indented by their depth in the tree."""

    def label_from_instance(self, section: Any) -> str:
        return indented(section)


class NoteField(forms.CharField):
    """A note to the writer. It never counts as a change of the post."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class PostForm(AuditedForm):
    section = SectionField(
        label=capfirst(_("section")),
        queryset=Section.objects.with_tree_fields(),
        widget=SectionSelect,
        empty_label=_("Choose a section"),
    )
    body = ProseField(label=capfirst(_("text")), required=False)
    slug = forms.CharField(
        label=capfirst(_("slug")),
        required=False,
        max_length=Post._meta.get_field("slug").max_length,
        validators=Post._meta.get_field("slug").validators,
        help_text=_(
            "Last part of the URL, in Latin letters. It cannot be changed after publishing. "
            "If empty, it is made from an English title, or copied from the other language. "
            "Example: two-clocks-in-beijing"
        ),
    )
    topics = PickedInOrderField(
        label=capfirst(_("topics")),
        required=False,
        queryset=Topic.objects.all(),
        widget=ComboboxMultiple(PostTopic._meta.get_field("topic"), prefill="name_en"),
        help_text=_("The first topic is the main one. Add projects after it. Example: Iran"),
    )
    tags = PickedInOrderField(
        label=capfirst(_("tags")),
        required=False,
        queryset=Tag.objects.all(),
        widget=ComboboxMultiple(TaggedPost._meta.get_field("tag"), prefill="name", ordered=False),
        help_text=_("Two or three keywords. Example: maritime security"),
    )
    reason = forms.CharField(
        label=capfirst(_("public reason")),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Readers see it instead of the text. Example: Withdrawn because of an error in the data."
        ),
    )
    hide_title = forms.BooleanField(label=capfirst(_("hide the title too")), required=False)
    note = NoteField(
        label=capfirst(_("note to the writer")),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional. Shown with the draft and in its history. Example: Please add a topic."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    beside = {"bylines"}

    # Set by the admin on the class it makes for a request.
    user: User
    step: str | None = None  # the name of the pressed button, if it is a step of the workflow
    moment: dt.datetime | None = None  # the typed date of publication
    merged_lines: list[dict[str, Any]] | None = None

    class Meta:
        widgets = {
            "title": forms.Textarea(
                attrs={"rows": 1, "data-length": 70, "class": "grows", "data-enter": "standfirst"}
            ),
            "standfirst": forms.Textarea(attrs={"rows": 2, "data-length": 220, "class": "grows"}),
            "language": LanguageChoice,
        }
        help_texts = {
            "title": _("At most about 70 characters, so that search engines show all of it."),
            "standfirst": _("One or two sentences below the title: what is new, and why it matters."),
            "number": _("The issue’s number in its series. Example: 1874"),
            "published_at": _("Jerusalem time. Leave empty to publish at once."),
            "corrected_at": _("Jerusalem time. Readers see “corrected on …” below the title."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post = self.instance
        typed = self["language"].value()
        language = typed if typed in LANGUAGES else post.language
        for name in FIELDS_IN_TEXT_LANGUAGE:
            attrs = {"lang": language, "dir": direction(language), "data-follows": "language"}
            self.fields[name].widget.attrs |= attrs
            self.fields[name].widget.attrs.pop("maxlength", None)  # report excess text, do not cut it off
        self.fields["slug"].widget.attrs |= {"dir": "ltr", "data-suggested": "true" if not post.slug else ""}
        self.fields["number"].widget.attrs["data-last"] = _("Last number: NUMBER")
        for name in self.fields.keys() & set(MOMENTS):
            moment: Any = self.fields[name].widget
            moment.widgets[1].format = "%H:%M"
        self.fields["topics"].widget.can_add = self.user.has_perm("topics.add_topic")
        self.fields["tags"].widget.can_add = self.user.has_perm("posts.add_tag")
        self.people: BaseBylineFormSet = BylineFormSet(
            self.data if self.is_bound else None, user=self.user, initial=self.initial["bylines"]
        )

    def fixed(self) -> set[str]:
        if self.instance.was_public:
            return {"slug", "language"}
        return {"language"} if self.twin else set()

    def taken_values(self) -> Snapshot:
        """What was public keeps its date, where the revision has none that readers could have seen."""
        values = super().taken_values()
        published_at = values.get("published_at")
        if self.instance.was_public and not (published_at and published_at <= timezone.now()):
            values.pop("published_at", None)
        return values

    def initial_content(self) -> dict[str, Any]:
        post = self.instance
        content: dict[str, Any] = {name: to_the_minute(getattr(post, name)) for name in MOMENTS}
        if post.pk:
            content |= {"topics": Topics().read(post), "bylines": Bylines().read(post)}
        else:
            content |= {"key": uuid.uuid4(), "bylines": default_people(self.user)}
        return content | super().initial_content()

    @property
    def twin(self) -> Post | None:
        if self.instance.pk is None:
            return None
        if not hasattr(self, "_twin"):
            self._twin = Post.objects.twins_of(self.instance).only("slug", "language").first()
        return self._twin

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_published_at(self) -> Any:
        return self.clean_moment("published_at")

    def clean_corrected_at(self) -> Any:
        moment = self.clean_moment("corrected_at")
        if moment and moment > timezone.now():
            raise ValidationError(_("A correction cannot be in the future."))
        published = self.instance.published_at
        return published if moment and moment == to_the_minute(published) else moment

    def clean_moment(self, name: str) -> dt.datetime | None:
        """Return the typed date. If it equals the saved one to the minute, keep the saved seconds."""
        typed, saved = refuse_year_out_of_range(self.cleaned_data[name]), getattr(self.instance, name)
        return saved if typed == to_the_minute(saved) else typed

    def is_valid(self) -> bool:
        are_people_valid = self.people.is_valid()
        return super().is_valid() and are_people_valid

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.set_twin_group_from_key()
        self.suggest_slug()
        self.clear_hidden_fields()
        self.keep_scheduled_date()
        self.refuse_past_date()
        self.add_missing_errors()
        return cleaned

    def set_twin_group_from_key(self) -> None:
        """Use the key of the add form as the twin group, so that a second press finds the post."""
        key = self.cleaned_data.get("key")
        if self.instance.pk is not None or key is None:
            return
        made = Post.objects.filter(twin_group=key)
        if made.filter(created_by=self.user).exists():
            self.add_error(None, _("This post is already saved."))
        elif not made.exists():
            self.instance.twin_group = key

    def suggest_slug(self) -> None:
        data = self.cleaned_data
        if data.get("slug") or "slug" in self.errors or "title" in self.errors:
            return
        language = data.get("language") or self.instance.language
        slug = self.instance.slug or self.slug_of_twin_or_title(data["title"], language)
        if slug:
            data["slug"] = slug
        else:
            text = _(
                "A slug cannot be made from a Hebrew title. "
                "Type one in Latin letters, like two-clocks-in-beijing."
            )
            self.add_error("slug", text)

    def slug_of_twin_or_title(self, title: str, language: str) -> str:
        twins = self.twin.slug if self.twin else ""
        suggested = "" if has_hebrew(title) else latin_slug(title)
        slug = (twins or suggested) if language == HEBREW else (suggested or twins)
        return copies.free_slug(slug, language) if slug else ""

    def clear_hidden_fields(self) -> None:
        section = self.cleaned_data.get("section")
        if section and "number" not in section.rules.shows:
            self.cleaned_data["number"] = None

    def keep_scheduled_date(self) -> None:
        """Set `moment` to the typed date. A scheduled post keeps its own date unless a step changes it."""
        post, data = self.instance, self.cleaned_data
        self.moment = data.get("published_at")
        if not post.is_scheduled:
            return
        if self.step:
            data["published_at"] = post.published_at
        elif self.moment is None or self.moment <= timezone.now():
            text = _("This post is scheduled. Enter a future date, or press “Publish now”.")
            self.add_error("published_at", text)

    def refuse_past_date(self) -> None:
        """Refuse a past date for publishing, which may be a mistyped year. Without a date, publish now."""
        if self.step == "_publish" and self.moment and self.moment <= timezone.now():
            text = _(
                "This date is in the past. Clear it to publish now. "
                "After publishing you can set an earlier date."
            )
            self.add_error("published_at", text)

    def add_missing_errors(self) -> None:
        """Report missing content together with other errors: the workflow sees only valid forms."""
        section = self.cleaned_data.get("section")
        if not section or not self.goes_to_readers:
            return
        for name, text in missing(section, self.content_or_empty()).items():
            is_typed = name == "bylines" and self.people.has_typed_person()  # has its own error
            if not is_typed and not self.has_error(ERROR_FIELDS.get(name, name)):
                self.show_error(name, text)

    def content_or_empty(self) -> Snapshot:
        """Return the typed content; an invalid value counts as empty."""
        return {"title": "", "body": "", "number": None} | self.content()

    def relations(self) -> Snapshot:
        return {
            "bylines": self.lines,
            "topics": [topic.pk for topic in self.cleaned_data.get("topics", [])],
            "tags": sorted(tag.pk for tag in self.cleaned_data.get("tags", [])),
        }

    @property
    def goes_to_readers(self) -> bool:
        """Return whether this save is public and made by a publisher."""
        is_published = self.instance.status == Post.Status.PUBLISHED
        return may_publish(self.user) and (self.step in PUBLISHING or (self.step is None and is_published))

    def show_error(self, name: str | None, errors: Any) -> None:
        if name == "bylines":
            errors = format_html('<a href="#{}">{}</a>: {}', PEOPLE_ID, people_label(), MISSING[name])
        super().show_error(ERROR_FIELDS.get(name or "", name), errors)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the people, as typed or as merged."""
        return self.people.lines() if self.merged_lines is None else self.merged_lines

    def use_content(self, content: Snapshot) -> None:
        super().use_content(content)
        self.merged_lines = content["bylines"]

    def show_content(self, content: Snapshot) -> None:
        super().show_content(content)
        self.people = self.people.with_people(self.data, content["bylines"])

    def _save_m2m(self) -> None:
        """Do nothing: the workflow saves topics and tags with the post."""


def default_people(user: User) -> list[dict[str, Any]]:
    """Return the people of a new post by default: the author linked to this user."""
    author = getattr(user, "author", None)
    return [{"author": author.pk}] if author else []


def people_label() -> str:
    return capfirst(str(Byline._meta.verbose_name_plural))


def to_the_minute(moment: dt.datetime | None) -> dt.datetime | None:
    """Return the date as the form shows it, without seconds."""
    return moment and moment.replace(second=0, microsecond=0)


def refuse_year_out_of_range(moment: dt.datetime | None) -> dt.datetime | None:
    """Return the date. Raise ValidationError if its year is out of range."""
    if moment and moment.year not in YEARS:
        raise ValidationError(_("Enter a year from %(first)d on."), params={"first": YEARS.start})
    return moment

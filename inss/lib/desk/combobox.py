"""One accessible combobox for authors, topics and tags, over the admin's own autocomplete view.

The select is submitted; static/js/desk/combobox.js shows a text box in its place. Without scripts, the select
shows the chosen rows, and a field beside it takes the slugs of others.

    class PostForm(DeskForm):
        topics = PickedInOrderField(
            queryset=Topic.objects.active(),
            widget=ComboboxMultiple(PostTopic._meta.get_field("topic")),
        )
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.forms import Script
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

TYPED = "-typed"
NOTHING = "–"
WORDS = "-words"  # suffix of the text box's name after that of its select: static/js/desk/combobox_box.js
MAX_KEY_DIGITS = 18


def is_key(value: str) -> bool:
    """Return whether this can be a primary key. A database refuses numbers of more than 64 bits."""
    return value.isdecimal() and len(value) <= MAX_KEY_DIGITS


def with_namesakes(rows: models.QuerySet) -> models.QuerySet:
    """Adds `has_namesake` to the rows of a model that has NAMED_BY, its fields, and `told_apart_by`."""
    fields = getattr(rows.model, "NAMED_BY", ())
    if not fields:
        return rows
    same = Q(*(Q((field, OuterRef(field))) & ~Q((field, "")) for field in fields), _connector=Q.OR)
    namesakes = rows.model._base_manager.filter(same).exclude(pk=OuterRef("pk"))
    return rows.annotate(has_namesake=Exists(namesakes))


def label_of(row: Any) -> str:
    """What a combobox shows of one of the rows `with_namesakes`."""
    return f"{row} ({row.told_apart_by})" if getattr(row, "has_namesake", False) else str(row)


class ComboboxMixin(forms.widgets.ChoiceWidget):
    """A combobox for `source`, the foreign key or many-to-many whose related model is searched.

    The related model needs an admin with `search_fields`; users find the rows which that admin shows them. If
    `can_add` is set (DeskAdmin does so), the box also offers to add a row; `prefill` is the field of the new
    row that receives the typed words.
    """

    template_name = "admin/widgets/combobox.html"
    ordered = False
    choices: Any
    known: Iterable[models.Model] = ()  # rows already loaded, `with_namesakes`, whose labels need no query

    def __init__(
        self,
        source: Any,
        admin_site: AdminSite | None = None,
        attrs: dict[str, Any] | None = None,
        *,
        can_add: bool = False,
        prefill: str = "",
    ) -> None:
        super().__init__(attrs)
        self.source, self.admin_site = source, admin_site or admin.site
        self.can_add, self.prefill = can_add, prefill

    @property
    def model(self) -> type[models.Model]:
        return self.source.remote_field.model

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[Script("js/desk/combobox.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        meta, field = self.model._meta, self.source
        context["combobox"] = {
            "url": reverse(f"{self.admin_site.name}:autocomplete"),
            "app_label": field.model._meta.app_label,
            "model_name": field.model._meta.model_name,
            "field_name": field.name,
            "typed_name": f"{name}{TYPED}",
            "kind": meta.verbose_name,
            "add_url": self.add_url() if self.can_add else "",
            "prefill": self.prefill,
            "ordered": self.ordered,
        }
        return context

    def add_url(self) -> str:
        meta = self.model._meta
        address = reverse(f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_add")
        return f"{address}?_to_field={meta.pk.name}&_popup=1"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """Return only the chosen rows, in the order chosen. One query, or none if nothing is chosen."""
        keys = [key for key in value if key not in ("", "None")]
        options = [self.create_option(name, "", NOTHING, False, 0)] if self.has_empty_option() else []
        for key, label in self.labels(keys):
            options.append(self.create_option(name, key, label, True, len(options)))
        return [(None, options, 0)]

    def has_empty_option(self) -> bool:
        return not self.allow_multiple_selected

    def labels(self, keys: list[str]) -> list[tuple[str, str]]:
        if not keys:
            return []
        rows = {str(row.pk): row for row in self.known}
        if others := [key for key in keys if is_key(key) and key not in rows]:
            found = with_namesakes(self.choices.queryset).filter(pk__in=others)
            rows |= {str(row.pk): row for row in found}
        names = {key: label_of(row) for key, row in rows.items()}
        return [(key, names[key]) for key in keys if key in names]

    def keys_of_typed(self, data: Any, name: str) -> list[str]:
        """Return the keys of the slugs typed without scripts, separated by spaces or commas.

        Unknown slugs are returned as typed, so that the field's validation names them.
        """
        typed = data.get(f"{name}{TYPED}", "").replace(",", " ").replace("\0", "").split()
        if not typed:
            return []
        known = dict(self.model._default_manager.filter(slug__in=typed).values_list("slug", "pk"))
        return [str(known.get(slug, slug)) for slug in typed]


class Combobox(ComboboxMixin, forms.Select):
    """A combobox for one row."""

    def value_from_datadict(self, data: Any, files: MultiValueDict, name: str) -> Any:
        typed = self.keys_of_typed(data, name)
        return typed[0] if typed else super().value_from_datadict(data, files, name)


class ComboboxMultiple(ComboboxMixin, forms.SelectMultiple):
    """A combobox for several rows, shown as chips. Set `ordered` if their order has a meaning."""

    def __init__(self, *args: Any, ordered: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ordered = ordered

    def value_from_datadict(self, data: Any, files: MultiValueDict, name: str) -> list[str]:
        chosen = super().value_from_datadict(data, files, name) or []
        return [*chosen, *self.keys_of_typed(data, name)]

    def value_omitted_from_data(self, data: Any, files: MultiValueDict, name: str) -> bool:
        return False


class PickedInOrderField(forms.ModelMultipleChoiceField):
    """A field for several rows. `cleaned_data` is a list of them in the order chosen, each once."""

    def clean(self, value: Any) -> Any:
        if beyond := next((str(key) for key in value or () if len(str(key)) > MAX_KEY_DIGITS), None):
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": beyond}
            )
        found = {str(row.pk): row for row in super().clean(value)}
        return [found[key] for key in dict.fromkeys(str(key) for key in value or ())]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the order too."""
        before = [str(key) for key in self.prepare_value(list(initial or ()))]
        return before != [str(key) for key in data or ()]


class RefusesUnchosenText(forms.BaseForm):
    """A form that rejects, and keeps, text typed into a combobox without choosing a row."""

    def unchosen(self, name: str) -> str:
        return self.data.get(f"{self.add_prefix(name)}{WORDS}", "").replace("\0", "").strip()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field.widget, ComboboxMixin) and (words := self.unchosen(name)):
                field.widget.attrs["data-words"] = words
                self.refuse_words(name, words)
        return cleaned

    def refuse_words(self, name: str, words: str) -> None:
        if self.has_error(name, "required"):
            del self.errors[name]
        text = gettext("“NAME” has not been chosen. Choose it from the list, or clear the field.")
        self.add_error(name, text.replace("NAME", words))

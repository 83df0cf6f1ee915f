"""What a form says when somebody else saved the row since it was opened."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..markup import plain
from .combobox import is_key
from .rich_text import ProseField


@dataclass
class Difference:
    """A field that stands otherwise in the database than in the form that was sent."""

    label: str
    field_id: str
    saved: str
    typed: str


@dataclass
class Conflict:
    """Why a form was not saved: `saved_since` are the revisions since it was opened, newest first."""

    saved_since: list[Any]
    differences: list[Difference]


def say(field: forms.Field, value: Any) -> str:
    """A field's value in words: the labels of choices, the names of rows, “yes” and “no”."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value and value != "False" else _("no")
    if isinstance(field, forms.ModelChoiceField):
        return say_rows(field, value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    if isinstance(field, ProseField):
        return plain(value or "")
    if isinstance(value, list):
        return " ".join(str(part) for part in value if part)
    return "" if value is None else str(value)


def say_rows(field: forms.ModelChoiceField, value: Any) -> str:
    values = value if isinstance(value, list | tuple) else [value]
    keys = [getattr(one, "pk", one) for one in values if one not in (None, "")]
    rows: Any = field.queryset
    found = rows.filter(pk__in=[key for key in keys if is_key(str(key))])
    known = {str(row.pk): field.label_from_instance(row) for row in found}
    return ", ".join(known.get(str(key), str(key)) for key in keys)

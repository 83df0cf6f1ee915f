"""The base of every form of the desk: a form never saves over what somebody else saved meanwhile."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ..bidi import LANGUAGES, direction, isolate_example
from .combobox import RefusesUnchosenText

TEXTS = (forms.TextInput, forms.EmailInput, forms.Textarea)
LATIN = {"slug", "email", "telephone", "fax", "username", "affiliation_url", "url_en", "url_he"}


# A browser sends no line break from a one-line field; a name may end up in a mail header.
single_line = RegexValidator(r"[\x01-\x1f\x7f]", _lazy("Use a single line."), inverse_match=True)


class AriaRequiredField(BoundField):
    """A required field that says so by `aria-required`.

    By `required`, browsers take every empty field of a new form for a mistake. Of radio buttons, one is
    chosen from the start.
    """

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        is_required = attrs.pop("required", False)
        return attrs | {"aria-required": "true"} if is_required and not self.use_fieldset else attrs


class PlainLabels(forms.BaseForm):
    """Labels without Django's colon: between two scripts it appears on the wrong side."""

    bound_field_class = AriaRequiredField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class DeskForm(RefusesUnchosenText, PlainLabels, forms.ModelForm):
    """A form of the desk. It never saves over what somebody else saved meanwhile.

    The hidden `version` is the version of the row when the form was opened. Validate the form inside a
    transaction (the admin's POST is one): the row stays locked until its end.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    # Set by the admin on the class it makes for a request: the error that the workflow has just raised.
    refusal: ValidationError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for name, field in self.fields.items():
            field.label = capfirst(field.label)
            field.widget.attrs |= direction_attrs(name, field.widget)
            if name in LATIN:
                field.help_text = isolate_example(field.help_text)
            if isinstance(field.widget, forms.TextInput):
                field.validators.append(single_line)
        if self.instance._state.adding and not self.is_bound:
            self.focus_first_text()

    def focus_first_text(self) -> None:
        """Begin a new form in a text, before any script runs; letters typed into a list would change it."""
        texts = (field.widget for field in self.fields.values() if isinstance(field.widget, TEXTS))
        if first := next(texts, None):
            first.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and not self.instance._state.adding:
            self.check_version()
        self.show_refusal()
        return cleaned

    def show_refusal(self) -> None:
        if self.refusal is None:
            return
        by_field = getattr(self.refusal, "error_dict", None) or {None: self.refusal.error_list}
        for name, errors in by_field.items():
            self.show_error(name, errors)

    def show_error(self, name: str | None, errors: Any) -> None:
        """Add the errors to the field of this name, or above the form if there is no such field."""
        self.add_error(name if name in self.fields else None, errors)

    def check_version(self) -> None:
        current = type(self.instance).get_locked(self.instance.pk)
        if current is None:
            raise ValidationError(_("Somebody deleted it meanwhile."), code="deleted")
        opened = self.cleaned_data.get("version") or 0
        if opened != current.version:
            self.settle_stale_version(current, opened)

    def settle_stale_version(self, current: Any, opened: int) -> None:
        """Handle a form opened at an older version than `current`, the present row. Raise ValidationError."""
        self.carry_version(current.version)
        text = _("It has changed since you opened it. Check it, then save again.")
        raise ValidationError(text, code="stale")

    def carry_version(self, version: int) -> None:
        """Put the row's present version into the form and keep all other data as typed."""
        before: Any = self.data
        data = before.copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


def direction_attrs(name: str, widget: forms.Widget) -> dict[str, str]:
    """Return the direction attributes of a field by its name; other text fields follow their content."""
    if known := direction_by_name(name):
        return known
    is_text = isinstance(widget, forms.TextInput | forms.Textarea) and "dir" not in widget.attrs
    return {"dir": "auto"} if is_text else {}


def direction_by_name(name: str) -> dict[str, str]:
    """Return the direction attributes that the name of a field implies, if any."""
    language = name.rpartition("_")[2]
    if name in LATIN:
        return {"dir": "ltr"}
    return {"lang": language, "dir": direction(language)} if language in LANGUAGES else {}

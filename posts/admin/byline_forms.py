"""The forms for the people of a post, inside the post's form."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.lib.desk.combobox import Combobox, RefusesUnchosenText, with_namesakes
from inss.lib.desk.forms import PlainLabels, single_line

from ..models import Author, Byline

MAX_PEOPLE = 100
PREFIX = "bylines"


class BylineForm(RefusesUnchosenText, PlainLabels, forms.Form):
    """One person of a post. A row without a person is empty, also if its person was removed."""

    author = forms.ModelChoiceField(
        label=capfirst(_("person")),
        queryset=Author.objects.all(),
        widget=Combobox(Byline._meta.get_field("author"), prefill="name_en"),
    )
    role = forms.ChoiceField(
        label=capfirst(_("role")), choices=Byline.Role.choices, initial=Byline.Role.AUTHOR
    )
    affiliation = forms.CharField(
        label=capfirst(_("affiliation at the time")),
        required=False,
        max_length=Byline._meta.get_field("affiliation").max_length,
        validators=[single_line],
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
    )
    position = forms.IntegerField(label=capfirst(_("position")), required=False, min_value=0)

    def __init__(self, *args: Any, user: User, known: dict[int, Author], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget: Any = self.fields["author"].widget
        widget.can_add = user.has_perm("posts.add_author")
        widget.known = known.values()

    @property
    def role_label(self) -> str:
        return str(dict(Byline.Role.choices).get(self["role"].value(), ""))

    def has_changed(self) -> bool:
        """Return whether the row names somebody or has typed text that would be lost."""
        has_person = bool(self["author"].data or self.unchosen("author"))
        was_emptied = bool(self.initial.get("author")) and not has_person
        return has_person or (bool(self["affiliation"].data) and not was_emptied)


class BaseBylineFormSet(BaseFormSet[BylineForm]):
    """The rows of people, in order. `initial` has the form of a snapshot."""

    def __init__(self, *args: Any, user: User, initial: list[dict[str, Any]], **kwargs: Any) -> None:
        rows = [line | {"position": position} for position, line in enumerate(initial, start=1)]
        known = with_namesakes(Author.objects.all()).in_bulk([line["author"] for line in initial])
        form_kwargs = {"user": user, "known": known, "empty_permitted": True}
        super().__init__(*args, initial=rows, prefix=PREFIX, form_kwargs=form_kwargs, **kwargs)
        self.extra = 0 if rows else 1  # an empty row until somebody is named

    def clean(self) -> None:
        named = Counter((line["author"], line["role"]) for line in self.lines())
        if any(count > 1 for count in named.values()):
            raise ValidationError(_("This person is named twice in the same role."))

    def error_lists(self) -> list[Any]:
        """What is wrong, one list for each row's field and one for the whole."""
        rows: list[Any] = self.errors
        by_field = [errors for row in rows for errors in row.values()]
        return [*filter(None, [self.non_form_errors()]), *by_field]

    def lines(self) -> list[dict[str, Any]]:
        """Return the people in order, in the form of a snapshot."""
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        rows = [row for row in rows if row.get("author") and not row.get(DELETION_FIELD_NAME)]
        rows.sort(key=lambda row: MAX_PEOPLE if row.get("position") is None else row["position"])
        return [
            {"author": row["author"].pk, "role": row.get("role"), "affiliation": row.get("affiliation")}
            for row in rows
        ]

    def with_people(self, data: Any, lines: list[dict[str, Any]]) -> "BaseBylineFormSet":
        """Return a formset with these people as if they were typed. `data` is filled with them."""
        data[f"{PREFIX}-TOTAL_FORMS"] = str(len(lines))
        for row, line in enumerate(lines):
            data.pop(f"{PREFIX}-{row}-{DELETION_FIELD_NAME}", None)
            for name, value in {**line, "position": row + 1}.items():
                data[f"{PREFIX}-{row}-{name}"] = str(value)
        return type(self)(data, user=self.form_kwargs["user"], initial=lines)

    def has_typed_person(self) -> bool:
        """Return whether a row names somebody, either a person or typed text without a choice."""
        kept = [form for form in self.forms if not form[DELETION_FIELD_NAME].data]
        return any(form.has_changed() for form in kept)


BylineFormSet: Any = forms.formset_factory(
    BylineForm,
    formset=BaseBylineFormSet,
    extra=1,
    can_delete=True,
    max_num=MAX_PEOPLE,
    absolute_max=MAX_PEOPLE,  # no more are created or shown, whatever number the form data claims
)

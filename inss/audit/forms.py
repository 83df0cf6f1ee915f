"""The base of forms of rows with a history.

If somebody else saved since the form was opened, both texts are merged over the version it was opened with.
What only one of the two changed is joined. The rest is shown side by side until the user has chosen each
piece.
"""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inss.lib.desk.forms import DeskForm
from inss.lib.merging import Answer, Merge, Own, Part, apply, merge
from inss.lib.models import StaleVersion, Versioned

from . import snapshots, workflow
from .conflicts import Conflict, describe_conflict
from .models import Revision
from .snapshots import Snapshot

RICH_TEXT = {"body"}


def relations_of(form: Any) -> Snapshot:
    """Return the relations of a valid form, as typed."""
    return {
        name: sorted(row.pk for row in form.cleaned_data[name])
        for name in snapshots.type_of(form.instance).relations
        if name in form.cleaned_data
    }


class AuditedForm(DeskForm):
    # Set by the admin on the class it makes for a request.
    user: Any
    taken: Revision | None = None  # an old revision to fill the form with, unsaved
    reviews_joined_text = False  # whether the save is public: then joined text is shown first

    beside: ClassVar[set[str]] = set()  # relations that the form shows beside its fields
    conflict: Conflict | None = None
    joined: Collection[str] = ()  # the fields that a merge filled with somebody else's text

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fixed() & self.fields.keys():
            self.fields[name].disabled = True
        self.initial.update(self.initial_content())

    def fixed(self) -> set[str]:
        """The fields that can no longer be changed in this row."""
        return set()

    def initial_content(self) -> dict[str, Any]:
        """What the form shows in place of the row's own values, by field."""
        return self.taken_values()

    def open_names(self) -> set[str]:
        """What can be changed here."""
        return (self.fields.keys() | self.beside) - self.fixed()

    def taken_values(self) -> Snapshot:
        """What the form shows of the revision: what can be changed here, and still exists."""
        if self.taken is None:
            return {}
        names = self.open_names()
        return {name: value for name, value in snapshots.values_of(self.taken).items() if name in names}

    def relations(self) -> Snapshot:
        return relations_of(self)

    def content(self) -> Snapshot:
        """Return the valid typed values as a snapshot."""
        names = {field.name for field in snapshots.type_of(self.instance).fields}
        fields = {name: value for name, value in self.cleaned_data.items() if name in names}
        return {name: snapshots.to_json(value) for name, value in fields.items()} | self.relations()

    # Stale forms

    def settle_stale_version(self, current: Versioned, opened: int) -> None:
        if self.errors:
            return
        if self.instance.version != current.version:
            raise StaleVersion(current)  # somebody saved after the admin read the row
        found = self.merge(current, opened)
        content = apply(found, self.answers(found))
        if isinstance(content, list):
            self.ask_to_choose(current, opened, found, content)
        elif self.reviews_joined_text and fields_joined_from_saved(found):
            self.show_joined(current, opened, found, content)
        else:
            self.use_content(content)
            self.joined = fields_joined_from_saved(found)

    def merge(self, current: Versioned, opened: int) -> Merge:
        kind, typed = snapshots.type_of(current), self.content()
        saved, base = kind.read(current), Revision.objects.at_version(current, opened)
        return merge(
            kind.upgraded(base.snapshot, base.format) if base else None,
            {name: saved[name] for name in typed},
            typed,
            rich_text=RICH_TEXT,
            unique_together=kind.unique_together,
        )

    def answers(self, found: Merge) -> dict[str, Answer]:
        """Return the chosen answers, by the keys of their parts."""
        parts = [part for parts in found.parts.values() for part in parts]
        return {part.key: self.answer(part) for part in parts}

    def answer(self, part: Part) -> Any:
        chosen = self.data.get(f"merge-{part.key}", "")
        if chosen != "own":
            return chosen
        return Own(self.fields[part.field].clean(self.data.get(f"merge-{part.key}-own", "")))

    def ask_to_choose(self, current: Versioned, opened: int, found: Merge, still_open: list[Part]) -> None:
        """Keep both texts, and raise ValidationError so that the user chooses between them."""
        kind = snapshots.type_of(current)
        workflow.keep_unsaved(current, kind.read(current) | self.content(), by=self.user)
        self.conflict = describe_conflict(self, current, opened, found, still_open)
        raise ValidationError(_("Choose a text for each piece."), code="stale")

    def show_joined(self, current: Versioned, opened: int, found: Merge, content: Snapshot) -> None:
        """Show the other person's changes in the form before they become public."""
        self.conflict = describe_conflict(self, current, opened, found, [])
        self.show_content(content)
        self.joined = fields_joined_from_saved(found)
        self.carry_version(current.version)
        raise ValidationError(
            _("Check what was changed meanwhile, then press the button again."), code="joined"
        )

    def use_content(self, content: Snapshot) -> None:
        """Save this content instead of what was typed."""
        kind = snapshots.type_of(self.instance)
        fields = {field.name: field for field in kind.fields}
        for name in content.keys() & self.fields.keys():
            self.cleaned_data[name] = snapshots.value_for_form(fields.get(name), kind, name, content[name])

    def show_content(self, content: Snapshot) -> None:
        """Show this content in the fields instead of what was typed."""
        fields = {field.name: field for field in snapshots.type_of(self.instance).fields}
        before: Any = self.data
        self.data = data = before.copy()
        for name in content.keys() & self.fields.keys():
            value = fields[name].to_python(content[name]) if name in fields else content[name]
            set_form_value(data, self.add_prefix(name), self.fields[name].widget, value)


def fields_joined_from_saved(found: Merge) -> list[str]:
    return list(dict.fromkeys(part.field for part in found.joined if part.side == "saved"))


def set_form_value(data: Any, name: str, widget: forms.Widget, value: Any) -> None:
    """Write a value into form data as a browser would send it."""
    if isinstance(widget, forms.SplitDateTimeWidget):
        moments: Any = widget.decompress(value)
        for suffix, part, each in zip(("_0", "_1"), widget.widgets, moments, strict=True):
            data[f"{name}{suffix}"] = part.format_value(each) or ""
    elif isinstance(value, list):
        data.setlist(name, [str(each) for each in value])
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    else:
        data[name] = "" if value is None else str(value)

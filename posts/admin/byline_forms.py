"""The people of a post, in the form it is written in."""

from typing import Any

from django import forms
from django.forms import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.lib.desk.combobox import Combobox, is_key
from inss.lib.desk.combobox_text import RefusesUnchosenText
from inss.lib.desk.forms import PlainLabels

from ..models import Author, Byline, Post

MAX_PEOPLE = 100
PREFIX = "bylines"


class BylineForm(RefusesUnchosenText, PlainLabels, forms.ModelForm):
    """One person of a post."""

    user: User
    author = forms.ModelChoiceField(
        label=capfirst(_("person")),
        queryset=Author.objects.all(),
        widget=Combobox(Byline._meta.get_field("author"), prefill="name_en"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["author"].widget
        widget.can_add = self.user.has_perm("posts.add_author")
        widget.known = [self.instance.author] if self.instance.pk else []
        self.fields["affiliation"].widget.attrs["dir"] = "auto"

    def has_changed(self) -> bool:
        """A new row counts by its person: one that the form offers is typed, a place in the order is not."""
        if self.instance.pk:
            return super().has_changed()
        typed = set(self.changed_data) - {"position", "role"}
        return bool(self.initial.get("author") or typed or self.unchosen("author"))


class BylineFormSet(BaseInlineFormSet):
    """The people of a post. A row that somebody removed meanwhile is a new one again, not a dead end."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if data is not None and self.instance.pk:
            known = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
            self.data = put_known_rows_first(data, known)


def put_known_rows_first(data: Any, known: set[str]) -> Any:
    """The formset's data as Django reads it, rows with an id before those without; an unknown id is none."""
    rows = rows_of(data)
    if not rows:
        return data
    for row in rows:
        row["id"] = row.get("id", "") if row.get("id") in known else ""
        if row["id"] and not row.get("author") and not row.get("author-words"):
            row["DELETE"] = "on"  # whoever is taken out of the box is removed, as by the tick
    rows.sort(key=lambda row: not row["id"])
    healed = data.copy()
    healed[f"{PREFIX}-INITIAL_FORMS"] = str(sum(bool(row["id"]) for row in rows))
    for index, row in enumerate(rows):
        for name, value in row.items():
            healed[f"{PREFIX}-{index}-{name}"] = value
    return healed


def rows_of(data: Any) -> list[dict[str, str]]:
    """The formset's rows by the names of their fields; none where it claims more than there can be."""
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    if not is_key(total) or int(total) > MAX_PEOPLE:
        return []
    return [row_of(data, f"{PREFIX}-{index}-") for index in range(int(total))]


def row_of(data: Any, start: str) -> dict[str, str]:
    return {name.removeprefix(start): value for name, value in data.items() if name.startswith(start)}


def saved_people(post: Post) -> str:
    bylines = post.bylines.select_related("author")
    return ", ".join(f"{byline.author} ({byline.get_role_display()})" for byline in bylines)


def typed_people(data: Any) -> str:
    """Who stands in the form that was sent, said as saved_people() says it."""
    sent = [row for row in rows_of(data) if not row.get("DELETE")]
    rows = [row for row in sent if is_key(row.get("author", ""))]
    rows.sort(key=lambda row: int(place) if is_key(place := row.get("position", "")) else MAX_PEOPLE)
    authors = Author.objects.in_bulk([int(row["author"]) for row in rows])
    roles = dict(Byline.Role.choices)
    return ", ".join(
        f"{authors.get(int(row['author']), '?')} ({roles.get(row.get('role', ''), '?')})" for row in rows
    )

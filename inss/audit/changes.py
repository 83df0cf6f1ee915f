"""Describe the changes between two snapshots of a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inss.lib.bidi import direction
from inss.lib.desk.forms import direction_by_name
from inss.lib.differences import Paragraph, as_html, compare, compare_sources, fold

from .snapshots import Snapshot, SnapshotType

FOLLOWING = {"title", "standfirst", "body"}  # run as the language of a row that has one


@dataclass(frozen=True, slots=True)
class Change:
    """One field, or one paragraph of a rich text.

    `html` marks what is gone in <del> and what is new in <ins>; `attributes` say its language and direction.
    """

    field: str
    where: str  # within the field
    html: SafeString
    attributes: SafeString


def changes_between(kind: SnapshotType, before: Snapshot, after: Snapshot) -> list[Change]:
    """What differs of what people write, the text last. Two queries a reference that differs."""
    names = sorted(kind.editable_names(), key=lambda name: name == "body")
    return [
        Change(kind.label(name), where, html, attributes_of(name, after))
        for name in names
        if before.get(name) != after.get(name)
        for where, html in describe_change(kind, name, before.get(name), after.get(name))
    ]


def describe_change(
    kind: SnapshotType, name: str, before: Any, after: Any
) -> Iterator[tuple[str, SafeString]]:
    """Where in the field something changed, and what."""
    if name == "body":
        for paragraph in compare_sources(before or "", after or ""):
            if paragraph.is_changed:
                yield describe_place(paragraph), as_html(fold(paragraph.pieces))
    else:
        yield "", as_html(fold(compare(kind.describe(name, before), kind.describe(name, after))))


def describe_place(paragraph: Paragraph) -> str:
    """By its number in the text as it is afterwards; of one that is gone, as it was before."""
    if paragraph.after is None:
        return _("paragraph %(number)s, removed") % {"number": paragraph.before}
    if paragraph.before is None:
        return _("paragraph %(number)s, new") % {"number": paragraph.after}
    return _("paragraph %(number)s") % {"number": paragraph.after}


def attributes_of(name: str, snapshot: Snapshot) -> SafeString:
    """The HTML attributes of the words of a field."""
    language = snapshot.get("language")
    if name in FOLLOWING and language:
        return flatatt({"lang": language, "dir": direction(language)})
    return flatatt(direction_by_name(name) or {"dir": "auto"})

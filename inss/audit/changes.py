"""What changed between two snapshots of a row, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from inss.lib.differences import as_html, compare, compare_sources, fold

from .snapshots import Snapshot, SnapshotType


@dataclass(frozen=True, slots=True)
class Change:
    """One field; `html` marks what is gone in <del> and what is new in <ins>."""

    name: str
    label: str
    html: SafeString


def changes_between(kind: SnapshotType, before: Snapshot, after: Snapshot) -> list[Change]:
    """The fields and relations that differ, in the order of the model. One query a reference that differs."""
    return [
        Change(name, kind.label(name), describe_change(kind, name, before.get(name), after.get(name)))
        for name in kind.names()
        if before.get(name) != after.get(name)
    ]


def describe_change(kind: SnapshotType, name: str, before: Any, after: Any) -> SafeString:
    if name == "body":
        return describe_rich_text(before or "", after or "")
    return as_html(fold(compare(kind.say(name, before), kind.say(name, after))))


def describe_rich_text(before: str, after: str) -> SafeString:
    changed = [paragraph for paragraph in compare_sources(before, after) if paragraph.is_changed]
    return format_html_join("", "<p>{}</p>", ((as_html(fold(each.pieces)),) for each in changed))

"""What the history of a row says: Django's log of what changed, and the step that a button took with it.

The step is a part of the log entry's message, {"step": "Back to draft.", "note": "…"}: in English, translated
where it is shown. Django passes over a part that it does not know.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

SAVES_SHOWN = 10


def step_part(said: Promise, note: str = "") -> dict[str, str]:
    """The part of a log entry's message that names a step, with a note to whoever reads it."""
    with override(None):
        return {"step": str(said), "note": note}


def with_step(entries: QuerySet[LogEntry], said: Promise) -> QuerySet[LogEntry]:
    """Those of `entries` whose message names this step."""
    with override(None):
        return entries.filter(change_message__contains=f'"step": {json.dumps(str(said))}')


def parts_of(entry: LogEntry) -> list[dict[str, Any]]:
    """None for a message that is a plain sentence."""
    return json.loads(entry.change_message) if entry.change_message.startswith("[") else []


def step_in(entry: LogEntry) -> dict[str, str] | None:
    return next((part for part in parts_of(entry) if "step" in part), None)


def describe_entry(entry: LogEntry) -> str | SafeString:
    """What was done, in the active language: what changed, then the step and its note."""
    step = step_in(entry)
    changes = gettext(entry.get_change_message())
    if step is None:
        return changes
    words, note = step["step"], step["note"]
    said = gettext(words) if len(parts_of(entry)) == 1 else f"{changes} {gettext(words)}"
    return format_html("{} <q><bdi>{}</bdi></q>", said, note) if note else said


def saved_since(row: Any, version: int) -> list[LogEntry]:
    """Who saved `row` after its `version`, the newest first; no more than the last few."""
    entries = LogEntry.objects.filter(content_type=get_content_type_for_model(row), object_id=row.pk)
    saves = min(row.version - version, SAVES_SHOWN)
    newest = entries.select_related("user").order_by("-action_time", "-pk")[: max(saves, 0)]
    return list(as_many_as(saves, newest))


def as_many_as(saves: int, entries: QuerySet[LogEntry]) -> Iterator[LogEntry]:
    """A step is two saves: the form’s and its own."""
    for entry in entries:
        if saves > 0:
            yield entry
        saves -= 2 if step_in(entry) else 1

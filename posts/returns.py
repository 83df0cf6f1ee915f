"""Drafts that an editor gave back to their writer: who did, when and why. The history knows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.utils.translation import gettext_lazy as _

from inss.lib.desk.history import step_in, with_step

from .models import Post

RETURNED = _("Back to draft.")


@dataclass(frozen=True, slots=True)
class Return:
    by: str
    at: dt.datetime
    note: str


def returns_of(posts: Iterable[Post]) -> dict[int, Return]:
    """{post id: its last return}, of those of `posts` that are drafts. One query."""
    drafts = [str(post.pk) for post in posts if post.status == Post.Status.DRAFT]
    log = LogEntry.objects.filter(content_type=get_content_type_for_model(Post), object_id__in=drafts)
    entries = with_step(log, RETURNED).select_related("user").order_by("action_time", "pk")
    return {int(entry.object_id or 0): described(entry) for entry in entries}


def described(entry: LogEntry) -> Return:
    step = step_in(entry) or {}
    who = entry.user.get_full_name() or str(entry.user)
    return Return(who, entry.action_time, step.get("note", ""))

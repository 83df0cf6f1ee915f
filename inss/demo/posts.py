"""Load the demonstration's posts.

Posts published in the past are saved as they were then. What happens at the desk now (drafts, reviews, a
scheduled and a withdrawn post) goes through posts.workflow.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from inss.accounts.models import User
from inss.audit.snapshots import type_of
from posts import workflow
from posts.models import Author, Byline, Post, Section, Tag
from topics.models import Topic

from .files import read, read_text
from .people import CONTRIBUTOR, EDITOR, PUBLISHER
from .rows import save

type Json = dict[str, Any]
type People = dict[str, User]

DEFAULT_STATE = "published"
FIELDS = ("slug", "title", "standfirst", "number")


@dataclass(frozen=True, slots=True)
class References:
    """The rows that the data refers to: sections by path, people by username, the others by slug."""

    sections: dict[str, Section]
    topics: dict[str, Topic]
    authors: dict[str, Author]
    tags: dict[str, Tag]
    people: dict[str, User]


def load_posts(references: References) -> None:
    """Load the English posts, then the Hebrew ones, which name the slug of their twin."""
    twin_groups: dict[str, uuid.UUID] = {}
    for language in ("en", "he"):
        for row in read(f"posts-{language}"):
            twin_group = twin_groups.setdefault(row.get("twin", row["slug"]), uuid.uuid4())
            load_post(row, language, twin_group, references)


def load_post(row: Json, language: str, twin_group: uuid.UUID, references: References) -> None:
    by = references.people[PUBLISHER if state_of(row) in HISTORY else CONTRIBUTOR]
    post = Post(
        section=references.sections[row["section"]],
        language=language,
        twin_group=twin_group,
        body=read_text("bodies", language, row["body"]),
        status=HISTORY.get(state_of(row), Post.Status.DRAFT),
        published_at=moment(row.get("published_at")),
        corrected_at=moment(row.get("corrected_at")),
        created_by=by,
        updated_by=by,
        **{field: row[field] for field in FIELDS if field in row},
    )
    save(post)
    type_of(post).write_relations(
        post,
        {
            "bylines": [byline(line, references) for line in row["bylines"]],
            "topics": [references.topics[slug].pk for slug in row["topics"]],
            "tags": [references.tags[slug].pk for slug in row["tags"]],
        },
    )
    bring_to_state(post, row, references.people)
    if post.is_live:
        backdate(post)


def backdate(post: Post) -> None:
    """Set the dates of an old post, because the desk sorts by the last change."""
    last = post.corrected_at or post.published_at
    Post.objects.filter(pk=post.pk).update(created_at=post.published_at, updated_at=last)


def byline(line: Json, references: References) -> Json:
    """Return a byline in the form of a snapshot."""
    return (
        {"role": Byline.Role.AUTHOR, "affiliation": ""}
        | line
        | {"author": references.authors[line["author"]].pk}
    )


def bring_to_state(post: Post, row: Json, people: People) -> None:
    """Check a published post against its kind; bring any other to the state named in its row."""
    if post.status == Post.Status.PUBLISHED:
        workflow.check_ready(post)
    if step := STEPS.get(state_of(row)):
        step(post, row, people)


def state_of(row: Json) -> str:
    return row.get("state", DEFAULT_STATE)


def submit(post: Post, row: Json, people: People) -> None:
    workflow.submit(post, by=people[CONTRIBUTOR])


def mark_ready(post: Post, row: Json, people: People) -> None:
    submit(post, row, people)
    workflow.mark_ready(post, by=people[EDITOR])


def schedule(post: Post, row: Json, people: People) -> None:
    """Schedule for nine in the morning, `in_days` after the day of loading."""
    day = timezone.localtime() + dt.timedelta(days=row["in_days"])
    at = day.replace(hour=9, minute=0, second=0, microsecond=0)
    workflow.publish(post, by=people[PUBLISHER], at=at)


def withdraw(post: Post, row: Json, people: People) -> None:
    workflow.withdraw(post, by=people[PUBLISHER], reason=row["withdrawn_reason"])


# States that start as a post published in the past. Every other state starts as a contributor's draft.
HISTORY = {DEFAULT_STATE: Post.Status.PUBLISHED, "withdrawn": Post.Status.PUBLISHED}
STEPS: dict[str, Callable[[Post, Json, People], None]] = {
    "review": submit,
    "ready": mark_ready,
    "scheduled": schedule,
    "withdrawn": withdraw,
}


def moment(text: str | None) -> dt.datetime | None:
    """Return a local date and time of the data as an aware datetime."""
    return timezone.make_aware(dt.datetime.fromisoformat(text)) if text else None

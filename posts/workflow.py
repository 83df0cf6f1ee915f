"""The functions that change a post. They decide who may do what, and in which state.

Each function takes the post as it is to be written, with the version that was read, and its `relations`
(snapshots.py) if they change. It locks the row, checks the right, saves once and records one revision.
Nothing else changes the status.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.audit import snapshots
from inss.audit import workflow as audit
from inss.audit.models import Action, Revision
from inss.audit.snapshots import Snapshot
from inss.lib.markup import plain

from .models import Post, Section
from .rights import may_delete, may_edit, may_edit_any, may_publish, may_return, may_take_back
from .signals import post_changed, post_published, post_withdrawn
from .snapshots import primary_topic

Status = Post.Status
STATE_FIELDS = ("status", "withdrawn_at", "withdrawn_reason", "is_title_hidden")


class NotReady(ValidationError):
    """The post lacks what its section requires. It has one message for each field, as for a form."""


class WrongState(ValidationError):
    """The action is not possible in the post's present state."""


MISSING = {
    "title": _("A title is needed to publish."),
    "body": _("The text is empty."),
    "bylines": _("Name at least one person."),
    "primary_topic": _("Choose at least one topic that is not a project: the first one is the main topic."),
    "number": _("A post of this series needs its number."),
}


WRONG_STATE = _("This step is not possible in the state “%(state)s”.")


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of status: from which states, by whose right, to which status."""

    from_: Collection[str]
    right: Callable[[User, Post], bool]
    to: str
    refusal: Any = WRONG_STATE


SUBMIT = Transition({"draft"}, may_edit, Status.REVIEW)
TAKE_BACK = Transition({"review"}, may_take_back, Status.DRAFT)
MARK_READY = Transition({"draft", "review"}, may_edit_any, Status.READY)
RETURN_TO_DRAFT = Transition({"review", "ready", "scheduled"}, may_return, Status.DRAFT)
PUBLISH = Transition(
    {"draft", "review", "ready", "scheduled"}, may_publish, Status.PUBLISHED, _("It is already published.")
)
WITHDRAW = Transition(
    {"published"}, may_publish, Status.WITHDRAWN, _("Only a published post can be withdrawn.")
)
RESTORE = Transition(
    {"withdrawn"}, may_publish, Status.PUBLISHED, _("Only a withdrawn post can be brought back.")
)


@transaction.atomic
def save(post: Post, *, by: User, relations: Snapshot | None = None) -> Post:
    """Save a new or existing post in its present state. A live post stays live."""
    current = lock(post, by)
    require(may_edit(by, current))
    action = Action.CHANGED if current.is_live else Action.SAVED
    if write(post, current, action, by=by, relations=relations) and post.is_live:
        post_changed.send(Post, post=post, by=by)
    return post


@transaction.atomic
def submit(post: Post, *, by: User, relations: Snapshot | None = None) -> None:
    """Send a draft to an editor. Its contributor can no longer change it."""
    change_status(SUBMIT, post, Action.SUBMITTED, by=by, relations=relations)


@transaction.atomic
def take_back(post: Post, *, by: User) -> None:
    """Undo submit(), for the user who submitted the post, until somebody else changes it."""
    change_status(TAKE_BACK, post, Action.TAKEN_BACK, by=by)


@transaction.atomic
def mark_ready(post: Post, *, by: User, relations: Snapshot | None = None) -> None:
    """Send a post to a publisher."""
    change_status(MARK_READY, post, Action.READY, by=by, relations=relations)


@transaction.atomic
def return_to_draft(post: Post, *, by: User, relations: Snapshot | None = None, note: str = "") -> None:
    """Return a post to its contributor. Only a publisher can return a scheduled one."""
    change_status(RETURN_TO_DRAFT, post, Action.RETURNED, by=by, relations=relations, note=note)


@transaction.atomic
def publish(
    post: Post, *, by: User, at: dt.datetime | None = None, relations: Snapshot | None = None
) -> None:
    """Publish now, or at the aware datetime `at`.

    Raise NotReady if the post lacks what its section requires.
    """
    now = timezone.now()
    action = Action.SCHEDULED if at and at > now else Action.PUBLISHED
    change_status(PUBLISH, post, action, by=by, relations=relations, published_at=at or now)
    post_published.send(Post, post=post, by=by)


@transaction.atomic
def withdraw(
    post: Post, *, by: User, reason: str, hide_title: bool = False, relations: Snapshot | None = None
) -> None:
    """Withdraw a live post: its URL answers 410 with the reason, until restore()."""
    withdrawal: dict[str, Any] = {
        "withdrawn_at": timezone.now(),
        "withdrawn_reason": reason.strip(),
        "is_title_hidden": hide_title,
    }
    change_status(WITHDRAW, post, Action.WITHDRAWN, by=by, relations=relations, **withdrawal)
    post_withdrawn.send(Post, post=post, by=by)


@transaction.atomic
def restore(post: Post, *, by: User, relations: Snapshot | None = None) -> None:
    """Publish a withdrawn post again, with its first date."""
    back: dict[str, Any] = {"withdrawn_at": None, "withdrawn_reason": "", "is_title_hidden": False}
    change_status(RESTORE, post, Action.RESTORED, by=by, relations=relations, **back)
    post_published.send(Post, post=post, by=by)


@transaction.atomic
def delete(post: Post, *, by: User) -> None:
    """Delete a post that readers have never seen."""
    require(may_delete(by, lock(post, by)))
    audit.delete(post, by=by)


def change_status(
    transition: Transition,
    post: Post,
    action: Action,
    *,
    by: User,
    relations: Snapshot | None = None,
    note: str = "",
    **state: Any,
) -> None:
    """Change the status and write the post; `state` has further values to set."""
    current = lock(post, by)
    require(transition.right(by, current))
    if current.state not in transition.from_:
        raise WrongState(transition.refusal, params={"state": current.state_label})
    write(post, current, action, by=by, relations=relations, note=note, status=transition.to, **state)


def write(
    post: Post,
    current: Post,
    action: Action,
    *,
    by: User,
    relations: Snapshot | None,
    note: str = "",
    **state: Any,
) -> Revision | None:
    """Write the post over `current`, its locked row. This is the only place where a post is saved."""
    for name, value in ({name: getattr(current, name) for name in STATE_FIELDS} | state).items():
        setattr(post, name, value)
    refuse_change_of_what_was_public(current, post)
    if post.status == Status.WITHDRAWN and not post.withdrawn_reason:
        raise NotReady({"withdrawn_reason": _("Enter a reason. Readers will see it.")})
    if post.status == Status.PUBLISHED:
        check_ready(post, relations)
    return audit.save(post, by=by, action=action, relations=relations, note=note)


def lock(post: Post, by: User) -> Post:
    """Lock the post's current row until the end of the transaction and return it.

    For a new post, return an unsaved draft of this user. Raise StaleVersion if somebody saved the post since
    it was read.
    """
    if post.pk is None:
        require(by.has_perm("posts.add_post"))
        return Post(created_by=by)
    return post.lock()


def missing(section: Section, content: Snapshot) -> dict[str, str]:
    """Return what a post with this content lacks for publishing in this section, as {field: message}."""
    present = {
        "title": bool(content["title"].strip()),
        "body": bool(plain(content["body"]).strip()),
        "bylines": bool(content["bylines"]),
        "primary_topic": primary_topic(content["topics"]) is not None,
        "number": content["number"] is not None,
    }
    lacking = {name for name in section.rules.requires if not present[name]}
    return {name: str(message) for name, message in MISSING.items() if name in lacking}


def content_of(post: Post, relations: Snapshot | None = None) -> Snapshot:
    """Return the post as a snapshot, with these relations instead of its own."""
    kind = snapshots.type_of(post)
    own = {} if relations else kind.read_relations(post)
    return kind.read_fields(post) | own | (relations or {})


def check_ready(post: Post, relations: Snapshot | None = None) -> None:
    """Raise NotReady if the post lacks what its section requires."""
    if lacks := missing(post.section, content_of(post, relations)):
        raise NotReady(lacks)


def require(right: bool) -> None:
    if not right:
        raise PermissionDenied


def refuse_change_of_what_was_public(current: Post, post: Post) -> None:
    """Refuse to change the public URL, and to move the date of a public post into the future."""
    if not current.was_public:
        return
    fixed = {"slug": current.slug, "language": current.language}
    if changed := [field for field, value in fixed.items() if getattr(post, field) != value]:
        raise WrongState({field: _("This address is public and cannot be changed.") for field in changed})
    if post.published_at is None or post.published_at > timezone.now():
        raise WrongState({"published_at": _("A post that readers have seen cannot have a future date.")})

"""The verbs of a post. Each is one transaction and checks the right; only they write the status.

Every verb takes a Post as the caller read it. The row is locked and its version compared, so that nothing
is decided on what somebody else has changed meanwhile.
"""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from topics.models import Topic

from .models import Post, PostTopic
from .rights import may_delete, may_edit, may_publish, may_take_back
from .signals import post_changed, post_published, post_withdrawn

Status = Post.Status


class NotReady(ValidationError):
    """The post lacks what its section requires; a message a field, as for a form."""


class WrongState(ValidationError):
    """The verb makes no sense in the post's present state."""


class StaleVersion(Exception):
    """Somebody saved the post since it was opened. `current` is the row as it is now."""

    def __init__(self, current: Post) -> None:
        super().__init__(f"post {current.pk} is at version {current.version}")
        self.current = current


MISSING = {
    "title": _("A title is needed to publish."),
    "body": _("The text is empty."),
    "bylines": _("Name at least one person."),
    "primary_topic": _("Choose at least one topic that is not a project: the first one is the main topic."),
    "number": _("A post of this series needs its number."),
}


@transaction.atomic
def save(post: Post, *, by: User) -> Post:
    """Saves the fields of a post, new or not, in the state it is in; a live one stays live."""
    if post.pk is None:
        require(by.has_perm("posts.add_post"))
        post.created_by = by
    else:
        current = lock(post)
        require(may_edit(by, current))
        refuse_change_of_what_was_public(current, post)
    write(post, by)
    if post.is_live:
        post_changed.send(Post, post=post, by=by)
    return post


@transaction.atomic
def submit(post: Post, *, by: User) -> None:
    """Hands a draft in: its contributor may no longer change it."""
    move(post, by, Status.REVIEW, from_=[Status.DRAFT], right=may_edit(by, lock(post)))


@transaction.atomic
def take_back(post: Post, *, by: User) -> None:
    """Undoes submit(), for whoever handed in an own post that nobody else has touched since."""
    move(post, by, Status.DRAFT, from_=[Status.REVIEW], right=may_take_back(by, lock(post)))


@transaction.atomic
def mark_ready(post: Post, *, by: User) -> None:
    """Reviewed: waits for the publisher."""
    move(
        post, by, Status.READY, from_=[Status.DRAFT, Status.REVIEW], right=by.has_perm("posts.edit_any_post")
    )


@transaction.atomic
def return_to_draft(post: Post, *, by: User) -> None:
    """Back to the contributor; a scheduled post too, by a publisher."""
    current = lock(post)
    if current.was_public:
        raise WrongState(_("Readers have seen it: it can be withdrawn, but is no draft any more."))
    right = may_publish(by) if current.is_scheduled else by.has_perm("posts.edit_any_post")
    move(post, by, Status.DRAFT, from_=[Status.REVIEW, Status.READY, Status.PUBLISHED], right=right)


@transaction.atomic
def publish(post: Post, *, by: User, at: dt.datetime | None = None) -> None:
    """Publishes now, or at the aware datetime `at`. Raises NotReady if it lacks what its kind requires."""
    current = lock(post)
    require(may_publish(by))
    if current.was_public:
        raise WrongState(_("It is published already."))
    check_ready(post)
    post.status = Status.PUBLISHED
    post.published_at = at or timezone.now()
    write(post, by)
    post_published.send(Post, post=post, by=by)


@transaction.atomic
def withdraw(post: Post, *, by: User, reason: str, hide_title: bool = False) -> None:
    """Takes a live post from readers: its address answers 410 with the reason, until restore()."""
    current = lock(post)
    require(may_publish(by))
    if not current.is_live:
        raise WrongState(_("Only what readers can see can be withdrawn."))
    if not reason.strip():
        raise NotReady({"withdrawn_reason": _("Readers are told why: give a reason.")})
    post.status = Status.WITHDRAWN
    post.withdrawn_at = timezone.now()
    post.withdrawn_reason, post.is_title_hidden = reason.strip(), hide_title
    write(post, by)
    post_withdrawn.send(Post, post=post, by=by)


@transaction.atomic
def restore(post: Post, *, by: User) -> None:
    """Brings a withdrawn post back, under its first date."""
    current = lock(post)
    require(may_publish(by))
    if current.status != Status.WITHDRAWN:
        raise WrongState(_("Only a withdrawn post can be brought back."))
    check_ready(post)
    post.status = Status.PUBLISHED
    post.withdrawn_at, post.withdrawn_reason, post.is_title_hidden = None, "", False
    write(post, by)
    post_published.send(Post, post=post, by=by)


@transaction.atomic
def delete(post: Post, *, by: User) -> None:
    """Deletes what readers have never seen."""
    current = lock(post)
    require(may_delete(by, current))
    post.delete()


def set_topics(post: Post, topics: Sequence[Topic]) -> None:
    """Writes the topics in the order given; the first that is not a project is the primary one."""
    primary = next((topic for topic in topics if not topic.is_project), None)
    post.post_topics.all().delete()
    PostTopic.objects.bulk_create(
        PostTopic(post=post, topic=topic, position=position, is_primary=topic == primary)
        for position, topic in enumerate(topics, start=1)
    )


def missing(post: Post) -> dict[str, str]:
    """What the post lacks to be published, as {field: message}: the table in kinds.py decides."""
    present = {
        "title": bool(post.title.strip()),
        "body": bool(post.body_plain.strip()),
        "bylines": post.bylines.exists(),
        "primary_topic": post.post_topics.filter(is_primary=True).exists(),
        "number": post.number is not None,
    }
    wanting = post.section.rules.requires - truthy(present)
    return {field: str(message) for field, message in MISSING.items() if field in wanting}


def truthy(present: dict[str, bool]) -> set[str]:
    return {field for field, is_there in present.items() if is_there}


def check_ready(post: Post) -> None:
    if lacks := missing(post):
        raise NotReady(lacks)


def require(right: bool) -> None:
    if not right:
        raise PermissionDenied


def lock(post: Post) -> Post:
    """Locks the row until the end of the transaction. Raises StaleVersion if the caller read another."""
    current = Post.objects.select_for_update().get(pk=post.pk)
    if current.version != post.version:
        raise StaleVersion(current)
    return current


def move(post: Post, by: User, to: str, *, from_: list[str], right: bool) -> None:
    current = lock(post)
    require(right)
    if current.status not in from_:
        raise WrongState(
            _("From “%(state)s” this step is not possible."), params={"state": current.state_label}
        )
    post.status = to
    write(post, by)


def write(post: Post, by: User) -> None:
    post.updated_by = by
    if post.pk:
        post.version += 1
    post.save()


def refuse_change_of_what_was_public(current: Post, post: Post) -> None:
    """The address readers know stays, and what they read cannot be moved into the future."""
    if not current.was_public:
        return
    fixed = {"slug": current.slug, "language": current.language}
    if changed := [field for field, value in fixed.items() if getattr(post, field) != value]:
        raise WrongState({field: _("Readers know this address: it stays.") for field in changed})
    if post.published_at is None or post.published_at > timezone.now():
        raise WrongState({"published_at": _("Readers have seen it: its date cannot be in the future.")})

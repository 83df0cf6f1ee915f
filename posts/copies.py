"""Create posts from posts: copies, and versions in the other language. See also workflow.py."""

import itertools
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.audit import snapshots
from inss.audit import workflow as audit
from inss.audit.models import Action, Revision
from inss.lib.bidi import other
from inss.lib.slugs import MAX_LENGTH

from .models import Post
from .rights import may_edit, may_see
from .workflow import WrongState, require

ROOM_FOR_NUMBER = 10  # room for a number after a slug that is taken
COPIED_FIELDS = ("section", "language", "title", "standfirst", "body")


@transaction.atomic
def copy(post: Post, *, by: User) -> Post:
    """Create a draft with the same text, people, topics and tags, but its own slug and no number or dates."""
    post.lock()
    require(may_see(by, post) and by.has_perm("posts.add_post"))
    return duplicate(post, by, Action.COPIED, slug=free_slug(post.slug, post.language))


@transaction.atomic
def make_twin(post: Post, *, by: User) -> Post:
    """Create a draft in the other language with everything except the text."""
    post.lock()
    require(may_see(by, post) and by.has_perm("posts.add_post"))
    language = other(post.language)
    if Post.objects.twins_of(post).exists():
        raise WrongState(_("There is already a version in this language."))
    if is_number_taken(post, language):
        raise WrongState(_("A post in the other language has this number already: connect that one."))
    return duplicate(
        post,
        by,
        Action.TRANSLATION_STARTED,
        slug=free_slug(post.slug, language),
        language=language,
        twin_group=post.twin_group,
        number=post.number,
        standfirst="",
        body="",
    )


@transaction.atomic
def join_twins(post: Post, twin: Post, *, by: User) -> None:
    """Make two posts twins. Each must be without a twin, and they must be in different languages."""
    post.lock()
    twin.lock()
    if post.language == twin.language:
        raise WrongState(_("The two must be in different languages."))
    require(may_edit(by, post) and may_edit(by, twin))
    if Post.objects.twins_of(post).exists() or Post.objects.twins_of(twin).exists():
        raise WrongState(_("One of the two is connected already: disconnect it first."))
    twin.twin_group = post.twin_group
    audit.save(twin, by=by, action=Action.CONNECTED)


@transaction.atomic
def separate_twins(post: Post, *, by: User) -> None:
    """Disconnect the twins. This changes both posts and needs the right to edit both."""
    post.lock()
    require(all(may_edit(by, each) for each in [post, *Post.objects.twins_of(post)]))
    post.twin_group = uuid.uuid4()
    audit.save(post, by=by, action=Action.DISCONNECTED)


@transaction.atomic
def bring_back(revision: Revision, *, by: User) -> Post:
    """Save a deleted draft again, under its id and with its history.

    If another post has taken its slug since, it gets a free one; a taken number or twin is dropped.
    """
    require(by.has_perm("posts.add_post"))
    post = snapshots.row_of(revision)
    post.slug = free_slug(post.slug, post.language)
    if is_number_taken(post, post.language):
        post.number = None
    if Post.objects.in_language(post.language).filter(twin_group=post.twin_group).exists():
        post.twin_group = uuid.uuid4()
    first = Revision.objects.of(post).order_by("pk").first()
    post.created_by, post.updated_by = (first or revision).by, by
    audit.bring_back(post, revision, by=by)
    return post


def is_number_taken(post: Post, language: str) -> bool:
    same = Post.objects.in_language(language).filter(section=post.section_id, number=post.number)
    return post.number is not None and same.exists()


def free_slug(slug: str, language: str) -> str:
    """Return `slug`, or the first free one of `slug-2`, `slug-3` …; a long slug is cut to fit."""
    stem = slug[: MAX_LENGTH - ROOM_FOR_NUMBER].rstrip("-")
    posts = Post.objects.in_language(language).filter(slug__startswith=stem)
    taken = set(posts.values_list("slug", flat=True))
    numbered = (f"{stem}-{n}" for n in itertools.count(2))
    return next(free for free in itertools.chain([slug], numbered) if free not in taken)


def duplicate(post: Post, by: User, action: Action, **changes: Any) -> Post:
    values = {field: getattr(post, field) for field in COPIED_FIELDS} | changes
    made = Post(**values)
    audit.save(made, by=by, action=action, relations=snapshots.type_of(post).read_relations(post))
    return made

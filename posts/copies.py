"""Posts made from posts: copies, and twins in the other language. Verbs like those of workflow.py."""

import itertools
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from inss.accounts.models import User
from inss.lib.bidi import other
from inss.lib.slugs import MAX_LENGTH

from .models import Byline, Post, TaggedPost
from .rights import may_edit, may_see
from .workflow import WrongState, lock, require, set_topics, write

ROOM_FOR_NUMBER = 10  # behind a slug that is taken


@transaction.atomic
def copy(post: Post, *, by: User) -> Post:
    """A new draft with the same text, people, topics and tags; its own slug, no number, no dates."""
    lock(post)
    require(may_see(by, post) and by.has_perm("posts.add_post"))
    return duplicate(post, by, slug=free_slug(post.slug, post.language))


@transaction.atomic
def make_twin(post: Post, *, by: User) -> Post:
    """A draft in the other language with everything but the text: section, number, people, topics, tags."""
    lock(post)
    require(may_see(by, post) and by.has_perm("posts.add_post"))
    language = other(post.language)
    if Post.objects.twins_of(post).exists():
        raise WrongState(_("There is already a twin in this language."))
    if is_number_taken(post, language):
        raise WrongState(_("A post in the other language has this number already: join it as the twin."))
    return duplicate(
        post,
        by,
        slug=free_slug(post.slug, language),
        language=language,
        twin_group=post.twin_group,
        number=post.number,
        standfirst="",
        body="",
    )


@transaction.atomic
def join_twins(post: Post, twin: Post, *, by: User) -> None:
    """Makes two existing posts twins; each must be without one, in different languages."""
    lock(post)
    lock(twin)
    if post.language == twin.language:
        raise WrongState(_("A twin is in the other language."))
    require(may_edit(by, post) and may_edit(by, twin))
    if Post.objects.twins_of(post).exists() or Post.objects.twins_of(twin).exists():
        raise WrongState(_("One of the two has a twin already; separate them first."))
    twin.twin_group = post.twin_group
    write(twin, by)


@transaction.atomic
def separate_twins(post: Post, *, by: User) -> None:
    """The post goes on alone. It changes both, as joining does, and asks for the same rights."""
    lock(post)
    require(all(may_edit(by, each) for each in [post, *Post.objects.twins_of(post)]))
    post.twin_group = uuid.uuid4()
    write(post, by)


def is_number_taken(post: Post, language: str) -> bool:
    same = Post.objects.in_language(language).filter(section=post.section_id, number=post.number)
    return post.number is not None and same.exists()


def free_slug(slug: str, language: str) -> str:
    """`slug`, or `slug-2`, `slug-3` …, whichever no post of the language has; a long one is cut to fit."""
    stem = slug[: MAX_LENGTH - ROOM_FOR_NUMBER].rstrip("-")
    posts = Post.objects.in_language(language).filter(slug__startswith=stem)
    taken = set(posts.values_list("slug", flat=True))
    numbered = (f"{stem}-{n}" for n in itertools.count(2))
    return next(free for free in itertools.chain([slug], numbered) if free not in taken)


def duplicate(post: Post, by: User, **changes: object) -> Post:
    fields = ("section", "language", "title", "standfirst", "body")
    values = {field: getattr(post, field) for field in fields} | changes
    made = Post(**values, created_by=by, updated_by=by)
    made.save()
    Byline.objects.bulk_create(
        Byline(
            post=made,
            author=line.author,
            role=line.role,
            affiliation=line.affiliation,
            position=line.position,
        )
        for line in post.bylines.select_related("author")
    )
    set_topics(made, [link.topic for link in post.post_topics.select_related("topic")])
    TaggedPost.objects.bulk_create(
        TaggedPost(content_object=made, tag_id=tag_id)
        for tag_id in post.tagged.values_list("tag_id", flat=True)
    )
    return made

"""The desk's start page: posts to act on, own drafts, scheduled posts and recent publications."""

from collections import Counter
from typing import Any

from django.utils import timezone

from inss.accounts.models import User
from posts.models import Post, PostQuerySet, Section
from posts.returns import returns_of

WAITING, DRAFTS, NEXT, RECENT = 5, 5, 5, 5
CHIPS, NEWEST = 5, 100


def lists_for(user: User) -> dict[str, Any]:
    """Return the context of admin/index.html. Eleven queries for any number of posts."""
    posts = Post.objects.with_cards().select_related("section", "updated_by")
    seen = posts.visible_to(user)
    return {
        "today": timezone.now(),
        "is_editor": user.has_perm("posts.edit_any_post"),
        "waiting": waiting(posts, user)[:WAITING],
        "sent_on": sent_on(posts, user)[:WAITING],
        "drafts": drafts(posts, user),
        "scheduled": seen.scheduled().order_by("published_at", "pk")[:NEXT],
        "published": posts.published().newest_first()[:RECENT],
        "write": usual_sections() if user.has_perm("posts.add_post") else [],
    }


def drafts(posts: PostQuerySet, user: User) -> list[Any]:
    """Return the user's drafts, last changed first. `returned` is the return of a returned one."""
    own: list[Any] = list(
        posts.own(user).filter(status=Post.Status.DRAFT).order_by("-updated_at", "-pk")[:DRAFTS]
    )
    returns = returns_of(own)
    for post in own:
        post.returned = returns.get(post.pk)
    return own


def waiting(posts: PostQuerySet, user: User) -> PostQuerySet:
    """Return the posts waiting for this user, longest first: editors review, publishers publish."""
    steps = []
    if user.has_perm("posts.edit_any_post"):
        steps.append(Post.Status.REVIEW)
    if user.has_perm("posts.publish_post"):
        steps.append(Post.Status.READY)
    return posts.filter(status__in=steps).order_by("updated_at", "pk")


def sent_on(posts: PostQuerySet, user: User) -> PostQuerySet:
    """Return the user's posts that are now with the editors. For an editor they are in `waiting`."""
    if user.has_perm("posts.edit_any_post"):
        return posts.none()
    steps = [Post.Status.REVIEW, Post.Status.READY]
    return posts.own(user).filter(status__in=steps).order_by("-updated_at", "-pk")


def usual_sections() -> list[Section]:
    """Return the most used sections of the newest hundred posts; on an empty site, the first ones."""
    newest = Post.objects.order_by("-updated_at", "-pk").values_list("section", flat=True)[:NEWEST]
    used = [pk for pk, _n in Counter(newest).most_common(CHIPS)]
    if not used:
        return list(Section.objects.all()[:CHIPS])
    found = Section.objects.in_bulk(used)
    return [found[pk] for pk in used]

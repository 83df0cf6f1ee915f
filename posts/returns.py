"""Drafts that an editor returned to their writer: by whom, when, and why."""

from collections.abc import Iterable

from inss.audit.models import Action, Revision

from .models import Post


def returns_of(posts: Iterable[Post]) -> dict[int, Revision]:
    """Return {post id: last return} for those of `posts` that are drafts. One query."""
    drafts = [post.pk for post in posts if post.status == Post.Status.DRAFT]
    returned = Revision.objects.of_model(Post).filter(object_id__in=drafts, action=Action.RETURNED)
    return {revision.object_id: revision for revision in returned.select_related("by").order_by("pk")}

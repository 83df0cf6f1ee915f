"""Drafts that an editor gave back to their writer: who did, when and why."""

from collections.abc import Iterable

from inss.audit.models import Action, Revision

from .models import Post


def returns_of(posts: Iterable[Post]) -> dict[int, Revision]:
    """{post id: its last return}, of those of `posts` that are drafts. One query."""
    drafts = [post.pk for post in posts if post.status == Post.Status.DRAFT]
    returned = Revision.objects.of_model(Post).filter(object_id__in=drafts, action=Action.RETURNED)
    return {revision.object_id: revision for revision in returned.select_related("by").order_by("pk")}

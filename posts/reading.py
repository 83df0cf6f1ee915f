"""What the page of one post shows, for the public view and for a preview alike."""

from typing import Any

from django.utils.translation import gettext as _

from .models import Post

RECENT = 3


def post_page(post: Post) -> dict[str, Any]:
    """The context of posts/post.html. Three queries beyond the post's own: tags, twin, recent posts."""
    twin = Post.objects.published().twins_of(post).only("language", "slug").first()
    return {
        "post": post,
        "bylines": post.bylines.all(),
        "topics": [link.topic for link in post.post_topics.all()],
        "tags": post.tags.all(),
        "recent": recent_posts(post),
        "minutes": minutes_to_read(post.word_count),
        "alternate_url": twin and twin.get_absolute_url(),
    }


def recent_posts(post: Post) -> list[Post]:
    """The newest published posts of the same section and language, never this one."""
    newest = Post.objects.published().filter(section=post.section_id, language=post.language).newest_first()
    shown = newest.exclude(pk=post.pk).only("title", "slug", "language", "published_at")
    return list(shown[:RECENT])


def minutes_to_read(words: int) -> str:
    return _("%(minutes)d min read") % {"minutes": max(1, round(words / 230))}

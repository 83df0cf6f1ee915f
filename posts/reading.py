"""What the page of one post shows, for the public view and for a preview alike."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inss.lib.bidi import Text

from .models import Byline, Post

RECENT = 3


def post_page(post: Post) -> dict[str, Any]:
    """The context of posts/post.html. Three queries beyond the post's own: tags, twin, recent posts."""
    twin = Post.objects.published().twins_of(post).only("language", "slug").first()
    bylines = list(post.bylines.all())
    return {
        "post": post,
        "above": [(post.section.name, post.section.get_absolute_url())],
        "bylines": [(byline, role_and_place(byline)) for byline in bylines],
        "signed_by": in_a_row([byline.author.name for byline in bylines]),
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


def role_and_place(byline: Byline) -> Text | str:
    """What stands below the name: the role unless it is the usual one, and where the person worked then."""
    place = byline.affiliation or byline.author.title
    if byline.role == Byline.Role.AUTHOR:
        return place
    role = capfirst(byline.get_role_display())
    return f"{role}, {place}" if place else role


def in_a_row(names: list[Text]) -> str:
    """Names as a sentence lists them; an empty list is an empty string."""
    *first, last = names or [""]
    if not first:
        return last
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last}

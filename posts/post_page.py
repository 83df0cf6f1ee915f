"""The context of a post's page, for the public view and the preview."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from inss.lib.bidi import ENGLISH, Text, current_language, first_language

from .models import Byline, Post, people_of, writers_of

RECENT = 3
WORDS_A_MINUTE = 230


def post_page(post: Post) -> dict[str, Any]:
    """Return the context of posts/post.html.

    Five queries besides the post's own: bylines, topics, tags, twin, recent posts. They are separate queries
    because prefetching for one post takes twice the time.
    """
    bylines = list(post.bylines.select_related("author"))
    return {
        "post": post,
        "url": post.get_absolute_url(),
        "above": [(post.section.name, post.section.get_absolute_url())],
        "bylines": [(byline, role_of(byline), affiliation_of(byline)) for byline in bylines],
        "signed_by": join_names([author.name for author in writers_of(bylines)]),
        "people": people_of(bylines),
        "topics": [link.topic for link in post.post_topics.select_related("topic")],
        "tags": post.tags.all(),
        "recent": recent_posts(post),
        "minutes": minutes_to_read(post.word_count),
        "alternate_url": twin_url(post),
    }


def twin_url(post: Post) -> str | None:
    """Return the URL of the published version in the other language, or None. One query."""
    twin = Post.objects.published().twins_of(post).only("language", "slug").first()
    return twin.get_absolute_url() if twin else None


def recent_posts(post: Post) -> list[Post]:
    """Return the newest published posts of the same section and language, without this one."""
    newest = Post.objects.published().filter(section=post.section_id, language=post.language).newest_first()
    shown = newest.exclude(pk=post.pk).only("title", "slug", "language", "published_at")
    return list(shown[:RECENT])


def minutes_to_read(words: int) -> str:
    minutes = max(1, round(words / WORDS_A_MINUTE))
    return ngettext("%(minutes)d min read", "%(minutes)d min read", minutes) % {"minutes": minutes}


def role_of(byline: Byline) -> str:
    """Return the role, or an empty string for the usual one."""
    return "" if byline.role == Byline.Role.AUTHOR else capfirst(byline.get_role_display())


def affiliation_of(byline: Byline) -> Text:
    """Return the affiliation at the time, in its own language, or else the person's present title."""
    then = byline.affiliation
    return Text(then, first_language(then) or current_language()) if then else byline.author.title


def join_names(names: Sequence[str]) -> str:
    """Return names as a list in a sentence, or an empty string for no names."""
    if len(names) < 2:
        return "".join(names)
    *names, last = names
    if first_language(last) == ENGLISH:
        sentence = pgettext("before a name in Latin letters", "%(names)s and %(last)s")
    else:
        sentence = _("%(names)s and %(last)s")
    return sentence % {"names": ", ".join(names), "last": last}

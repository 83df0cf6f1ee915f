"""Search posts. So far, each word must occur in the title, the standfirst or an author's name."""

from django.db.models import Q, QuerySet

from inss.lib.words import words_of
from posts.models import Byline, PostQuerySet

MAX_LENGTH = 200
MAX_WORDS = 8


def clean(given: str) -> str:
    """Return the query without NUL and extra space, cut to MAX_LENGTH before any other processing."""
    return " ".join(given[:MAX_LENGTH].replace("\0", " ").split())


def find(posts: PostQuerySet, query: str) -> PostQuerySet:
    """Return the posts that contain each word. An empty query finds nothing."""
    words = words_of(query)[:MAX_WORDS]
    if not words:
        return posts.none()
    for word in words:
        posts = posts.filter(
            Q(title__icontains=word)
            | Q(standfirst__icontains=word)
            | Q(pk__in=signed_by(word).values("post"))
        )
    return posts


def signed_by(word: str) -> QuerySet[Byline]:
    return Byline.objects.filter(Q(author__name_en__icontains=word) | Q(author__name_he__icontains=word))

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Max, Prefetch, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from inss.lib.bidi import other

if TYPE_CHECKING:
    from inss.accounts.models import User
    from topics.models import Topic

    from .models import Author, Post, Section, Tag


def local_midnight(year: int, month: int = 1) -> dt.datetime:
    """The first moment of a month in the site's time zone."""
    return timezone.make_aware(dt.datetime(year, month, 1))


class PostQuerySet(models.QuerySet["Post"]):
    """The vocabulary. `objects` shows everything; what readers may see is asked for with published()."""

    def published(self) -> Self:
        """What the public may read now: published, and past its embargo."""
        return self.filter(status=self.model.Status.PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self) -> Self:
        return self.filter(status=self.model.Status.PUBLISHED, published_at__gt=timezone.now())

    def in_the_making(self) -> Self:
        """Drafts, and what has been handed in or is ready."""
        status = self.model.Status
        return self.filter(status__in=[status.DRAFT, status.REVIEW, status.READY])

    def withdrawn(self) -> Self:
        return self.filter(status=self.model.Status.WITHDRAWN)

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)

    def in_section(self, section: "Section") -> Self:
        """The section's posts and those of the sections below it. One query of its own for the branch."""
        return self.filter(section__in=section.descendant_ids())

    def in_topic(self, topic: "Topic") -> Self:
        """The posts of the topic's whole subtree, each once. One query of its own for the branch."""
        return self.in_topics(topic.descendant_ids())

    def in_topics(self, topic_ids: Iterable[int]) -> Self:
        """The posts with one of these topics, each once."""
        links = self.model.topics.through.objects.filter(topic__in=topic_ids)
        return self.filter(pk__in=links.values("post"))

    def by(self, author: "Author") -> Self:
        """What this person signed, in whatever role, each once."""
        return self.filter(pk__in=author.bylines.values("post"))

    def tagged(self, tag: "Tag") -> Self:
        return self.filter(pk__in=tag.tagged.values("content_object"))

    def in_year(self, year: int) -> Self:
        """By the site's calendar, not UTC's."""
        return self.filter(published_at__gte=local_midnight(year), published_at__lt=local_midnight(year + 1))

    def in_month(self, year: int, month: int) -> Self:
        after = local_midnight(year + month // 12, month % 12 + 1)
        return self.filter(published_at__gte=local_midnight(year, month), published_at__lt=after)

    def months(self) -> list[dt.date]:
        """The months, by the site's calendar, in which something was published; oldest first. One query."""
        months = self.annotate(month=TruncMonth("published_at", output_field=models.DateField()))
        return list(months.order_by("month").values_list("month", flat=True).distinct())

    def count_by_section(self) -> dict[int, int]:
        """{section id: number of posts}, the fullest first. One query."""
        counts = self.order_by().values_list("section").annotate(n=Count("pk"))
        return dict(counts.order_by("-n", "section"))

    def last_numbers(self) -> Iterable[tuple[int, str, int]]:
        """(section, language, highest number) of each series that has numbered posts. One query."""
        numbered = self.filter(number__isnull=False).order_by()
        return numbered.values_list("section", "language").annotate(Max("number"))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def twins_of(self, post: "Post") -> Self:
        """Its row in the other language. Both columns are named: the unique index finds it at any size."""
        return self.filter(twin_group=post.twin_group, language=other(post.language))

    def with_cards(self) -> Self:
        """All a card shows, without the bodies. Two queries more, whatever the number of posts."""
        return (
            self.select_related("section")
            .without_source()
            .defer("body_html", "headings")
            .prefetch_related(self.bylines_prefetch())
        )

    def without_source(self) -> Self:
        """For readers: what they get was made from the source when it was saved."""
        return self.defer("body", "body_plain")

    def own(self, user: "User") -> Self:
        """Made by this user, or signed by the author this user is."""
        return self.filter(self.is_own(user))

    def visible_to(self, user: "User") -> Self:
        """What this user sees at the desk: everything that was public, and drafts by right (rights.py)."""
        if not user.has_perm("posts.view_post"):
            return self.none()
        if user.has_perm("posts.edit_any_post"):
            return self
        return self.filter(self.is_public() | self.is_own(user))

    def public(self) -> Self:
        """What readers see or have seen: published before now, or withdrawn."""
        return self.filter(self.is_public())

    def is_public(self) -> Q:
        """As a condition, which can be joined to another without a second look at the table."""
        status = self.model.Status
        live = Q(status=status.PUBLISHED, published_at__lte=timezone.now())
        return live | Q(status=status.WITHDRAWN)

    def is_own(self, user: "User") -> Q:
        """As a condition."""
        signed = self.model.authors.through.objects.filter(author__user=user.pk)
        return Q(created_by=user.pk) | Q(pk__in=signed.values("post"))

    def bylines_prefetch(self) -> Prefetch:
        return Prefetch("bylines", self.model.authors.through.objects.select_related("author"))


class AuthorQuerySet(models.QuerySet["Author"]):
    def coauthors_of(self, author: "Author", posts: PostQuerySet) -> Self:
        """Who signed these posts with this author, the most frequent first."""
        with_them = self.filter(bylines__post__in=posts.order_by().values("pk")).exclude(pk=author.pk)
        return with_them.annotate(n=Count("bylines__post", distinct=True)).order_by("-n", "name_en")

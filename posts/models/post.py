import datetime as dt
from collections.abc import Collection, Iterable
from typing import ClassVar, Self

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Count, F, Max, Prefetch, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from taggit.managers import TaggableManager

from inss.accounts.models import User
from inss.lib.dates import local_midnight
from inss.lib.models import Owned, Prose, Twinned, TwinQueries, Versioned
from inss.lib.slugs import MAX_LENGTH, validate_slug
from topics.models import Topic

from .author import Author
from .byline import Byline, people_of, writers_of
from .post_topic import PostTopic
from .section import Section
from .tag import Tag, TaggedPost


def in_state(state: str) -> Q:
    """Return a condition for the posts in a state. Post.state is the same for one row.

    A published post is scheduled until its date, and live from then on.
    """
    match state:
        case "published":
            return Q(status=Post.Status.PUBLISHED, published_at__lte=timezone.now())
        case "scheduled":
            return Q(status=Post.Status.PUBLISHED, published_at__gt=timezone.now())
    return Q(status=state)


class PostQuerySet(TwinQueries, models.QuerySet["Post"]):
    """The vocabulary of queries.

    `objects` has every post; ask for published() to get what readers may see.
    """

    def published(self) -> Self:
        """Posts that the public may read now: published, and past their embargo."""
        return self.filter(in_state("published"))

    def scheduled(self) -> Self:
        return self.filter(in_state("scheduled"))

    def in_the_making(self) -> Self:
        """Drafts, and posts that are with an editor or a publisher."""
        status = self.model.Status
        return self.filter(status__in=[status.DRAFT, status.REVIEW, status.READY])

    def withdrawn(self) -> Self:
        return self.filter(in_state("withdrawn"))

    def in_section(self, section: Section) -> Self:
        """Posts of the section and of the sections below it. One more query for the branch."""
        return self.filter(section__in=section.descendant_ids())

    def in_topic(self, topic: Topic) -> Self:
        """Posts of the topic and of the topics below it, each once. One more query for the branch."""
        return self.in_topics(topic.descendant_ids())

    def in_topics(self, topic_ids: Iterable[int]) -> Self:
        """Posts with one of these topics, each once."""
        links = self.model.topics.through.objects.filter(topic__in=topic_ids)
        return self.filter(pk__in=links.values("post"))

    def by(self, author: Author) -> Self:
        """Posts that this person signed in any role, each once."""
        return self.filter(pk__in=author.bylines.values("post"))

    def tagged(self, tag: Tag) -> Self:
        return self.filter(pk__in=tag.tagged.values("content_object"))

    def in_year(self, year: int) -> Self:
        """Posts published in this year of the site's calendar, not of UTC."""
        return self.filter(published_at__gte=local_midnight(year), published_at__lt=local_midnight(year + 1))

    def in_month(self, year: int, month: int) -> Self:
        after = local_midnight(year + month // 12, month % 12 + 1)
        return self.filter(published_at__gte=local_midnight(year, month), published_at__lt=after)

    def months(self) -> list[dt.date]:
        """Return the months of the site's calendar with published posts, oldest first. One query."""
        months = self.annotate(month=TruncMonth("published_at", output_field=models.DateField()))
        return list(months.order_by("month").values_list("month", flat=True).distinct())

    def count_by_section(self) -> dict[int, int]:
        """Return {section id: number of posts}, the largest first. One query."""
        counts = self.order_by().values_list("section").annotate(n=Count("pk"))
        return dict(counts.order_by("-n", "section"))

    def last_numbers(self) -> Iterable[tuple[int, str, int]]:
        """Return (section, language, highest number) of each series with numbered posts. One query."""
        numbered = self.filter(number__isnull=False).order_by()
        return numbered.values_list("section", "language").annotate(Max("number"))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def with_cards(self) -> Self:
        """Load what a card shows, without the bodies. Two more queries for any number of posts."""
        return (
            self.select_related("section")
            .without_source()
            .defer("body_html", "headings")
            .prefetch_related(self.bylines_prefetch())
        )

    def without_source(self) -> Self:
        """Leave out the source, which readers do not need: the public HTML was rendered when it was saved."""
        return self.defer("body", "body_plain")

    def own(self, user: User) -> Self:
        """Posts created by this user, or signed by the author linked to the user."""
        return self.filter(self.is_own(user))

    def visible_to(self, user: User) -> Self:
        """Posts that this user sees at the desk: all that were public, and drafts according to rights.py."""
        if not user.has_perm("posts.view_post"):
            return self.none()
        if user.has_perm("posts.edit_any_post"):
            return self
        return self.filter(self.is_public() | self.is_own(user))

    def public(self) -> Self:
        """Posts that readers see or have seen: published in the past, or withdrawn."""
        return self.filter(self.is_public())

    def is_public(self) -> Q:
        """Return public() as a condition, so that it can be combined without a second subquery."""
        return in_state("published") | in_state("withdrawn")

    def is_own(self, user: User) -> Q:
        """Return own() as a condition."""
        signed = self.model.authors.through.objects.filter(author__user=user.pk)
        return Q(created_by=user.pk) | Q(pk__in=signed.values("post"))

    def bylines_prefetch(self) -> Prefetch:
        return Prefetch("bylines", self.model.authors.through.objects.select_related("author"))


class Post(Prose, Owned, Twinned, Versioned):
    """A publication of the institute: one row for each language; twins share `twin_group`.

    A scheduled post is a published one with a future `published_at`. Only workflow.py changes the status.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("With an editor")
        READY = "ready", _("With a publisher")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    # What people tell apart, in a post's order of life: each status, and published with a date to come.
    STATES: ClassVar = {
        **dict(Status.choices[:3]),
        "scheduled": _("Scheduled"),
        **dict(Status.choices[3:]),
    }

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="posts"
    )
    title = models.CharField(_("title"), max_length=250)
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    slug = models.CharField(_("slug"), max_length=MAX_LENGTH, validators=[validate_slug])
    number = models.PositiveIntegerField(_("number in the series"), null=True, blank=True)

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("publication"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_reason = models.TextField(_("public reason"), max_length=600, blank=True)
    is_title_hidden = models.BooleanField(_("hide the title"), default=False)

    authors: "models.ManyToManyField[Author, Byline]" = models.ManyToManyField(
        Author, through="Byline", related_name="posts", verbose_name=_("authors")
    )
    topics: "models.ManyToManyField[Topic, PostTopic]" = models.ManyToManyField(
        Topic, through="PostTopic", related_name="posts", verbose_name=_("topics"), blank=True
    )
    tags = TaggableManager(through=TaggedPost, verbose_name=_("tags"), blank=True, related_name="posts")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [
            ("edit_any_post", "Can edit the posts of others"),
            ("publish_post", "Can publish, withdraw and change what is published"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="slug_is_unique_in_its_language",
                fields=["language", "slug"],
                violation_error_code="slug",
                violation_error_message=_("Another post in this language already has this slug."),
            ),
            models.UniqueConstraint(
                name="twin_group_has_a_language_once",
                fields=["twin_group", "language"],
                violation_error_message=_("There is already a version in this language."),
            ),
            models.UniqueConstraint(
                name="number_is_unique_in_its_section_and_language",
                fields=["section", "language", "number"],
                violation_error_code="number",
                violation_error_message=_("Another post of this series already has this number."),
            ),
            models.CheckConstraint(
                name="published_post_has_a_date",
                condition=~Q(status="published") | Q(published_at__isnull=False),
                violation_error_message=_("A published post needs a date."),
            ),
            models.CheckConstraint(
                name="withdrawn_post_has_a_date_and_a_reason",
                condition=~Q(status="withdrawn")
                | (Q(withdrawn_at__isnull=False, published_at__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message=_("A withdrawn post needs its public reason."),
            ),
            models.CheckConstraint(
                name="correction_follows_publication",
                condition=Q(corrected_at__isnull=True) | Q(corrected_at__gte=F("published_at")),
                violation_error_message=_("A correction cannot be older than the publication."),
            ),
        ]
        indexes = [
            models.Index(
                name="published_newest",
                fields=["language", "-published_at", "-id"],
                condition=Q(status="published"),
            ),
            models.Index(
                name="published_newest_in_section",
                fields=["section", "language", "-published_at", "-id"],
                condition=Q(status="published"),
            ),
            models.Index(name="desk_newest_changed", fields=["-updated_at", "-id"]),
            models.Index(name="desk_by_state", fields=["status", "-published_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public URL in the post's own language, whatever language is active."""
        with override(self.language):
            return reverse("posts:post", args=[self.slug])

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Attach the error of a constraint to the field named by the constraint's code."""
        try:
            super().validate_constraints(exclude)
        except ValidationError as refused:
            errors = refused.error_dict
            for error in errors.pop(NON_FIELD_ERRORS, []):
                place = error.code if error.code in {"slug", "number"} else NON_FIELD_ERRORS
                errors.setdefault(place, []).append(error)
            raise

    @property
    def is_live(self) -> bool:
        """Return whether the public may read it now."""
        if self.status != self.Status.PUBLISHED or self.published_at is None:
            return False
        return self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_live

    @property
    def was_public(self) -> bool:
        """Return whether readers have seen it.

        If so, its slug is fixed, and it is withdrawn instead of deleted.
        """
        return self.is_live or self.status == self.Status.WITHDRAWN

    @property
    def state(self) -> str:
        """Return the key of the state in STATES."""
        return "scheduled" if self.is_scheduled else self.status

    @property
    def state_label(self) -> str:
        return str(self.STATES[self.state])

    @property
    def people(self) -> list[Author]:
        """Return the people who sign it, in byline order, each once. No query if prefetched."""
        return people_of(self.bylines.all())

    @property
    def writers(self) -> list[Author]:
        """Return the people named on a card. No query if prefetched."""
        return writers_of(self.bylines.all())

    @property
    def primary_topic(self) -> Topic | None:
        """Return the main topic. No query if post_topics are prefetched."""
        return next((link.topic for link in self.post_topics.all() if link.is_primary), None)

import uuid
from collections.abc import Collection, Iterable

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from taggit.managers import TaggableManager

from inss.lib.rows import Dated, Language, Prose, Row
from inss.lib.slugs import MAX_LENGTH, validate_slug
from topics.models import Topic

from ..querysets import PostQuerySet
from .author import Author
from .section import Section
from .tag import TaggedPost


class Post(Prose, Row):
    """What the institute publishes: one row a language; twins share `twin_group`.

    A scheduled post is a published one with a future `published_at`. Only workflow.py writes the status.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        READY = "ready", _("Ready")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="posts"
    )
    language = models.CharField(
        _("language of the text"), max_length=2, choices=Language, default=Language.ENGLISH
    )
    twin_group = models.UUIDField(default=uuid.uuid4, editable=False)
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

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

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
                violation_error_message=_("There is already a twin in this language."),
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
        """The public address, in the post's own language whatever the active one is."""
        with override(self.language):
            return reverse("posts:post", args=[self.slug])

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """What one field can mend is said of that field, which the constraint's code names."""
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
        """Whether the public may read it now."""
        if self.status != self.Status.PUBLISHED or self.published_at is None:
            return False
        return self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_live

    @property
    def was_public(self) -> bool:
        """Whether readers have seen it: its slug is fixed, and it is withdrawn rather than deleted."""
        return self.is_live or self.status == self.Status.WITHDRAWN

    @property
    def state(self) -> str:
        """The status as people speak of it: draft, review, ready, scheduled, published or withdrawn."""
        return "scheduled" if self.is_scheduled else self.status

    @property
    def state_label(self) -> str:
        return str(_("Scheduled")) if self.is_scheduled else self.get_status_display()

    @property
    def people(self) -> list[Author]:
        """Who signs it, in the order of the bylines, each once. No query where prefetched."""
        return people_of(self.bylines.all())

    @property
    def writers(self) -> list[Author]:
        """Whom a card names. No query where prefetched."""
        return writers_of(self.bylines.all())

    @property
    def primary_topic(self) -> Topic | None:
        """The main topic. No query where post_topics are prefetched."""
        return next((link.topic for link in self.post_topics.all() if link.is_primary), None)


class Byline(Dated):
    """Who signs a post, as what, in which order, and where they worked then."""

    class Role(models.TextChoices):
        AUTHOR = "author", pgettext_lazy("part in a post", "author")
        EDITOR = "editor", pgettext_lazy("part in a post", "editor")
        TRANSLATOR = "translator", pgettext_lazy("part in a post", "translator")
        INTERVIEWEE = "interviewee", pgettext_lazy("part in a post", "interviewee")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, verbose_name=_("person"), on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    affiliation = models.CharField(_("affiliation at the time"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="person_has_a_role_once",
                fields=["post", "author", "role"],
                violation_error_message=_("This person is named twice in the same role."),
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


def people_of(bylines: Iterable[Byline]) -> list[Author]:
    return list(dict.fromkeys(byline.author for byline in bylines))


def writers_of(bylines: Iterable[Byline]) -> list[Author]:
    """Whom a card and a citation name: the authors; where there is none, all who sign."""
    return people_of(line for line in bylines if line.role == Byline.Role.AUTHOR) or people_of(bylines)


class PostTopic(Dated):
    """A topic of a post, in the order chosen. The first that is not a project is the primary one."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="post_topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="post_topics")
    position = models.PositiveIntegerField(default=0)
    is_primary = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("topic of a post")
        verbose_name_plural = _("topics of posts")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="post_has_a_topic_once", fields=["post", "topic"]),
            models.UniqueConstraint(
                name="post_has_one_primary_topic", fields=["post"], condition=Q(is_primary=True)
            ),
        ]
        indexes = [models.Index(name="posts_of_a_topic", fields=["topic", "post"])]

    def __str__(self) -> str:
        return str(self.topic)

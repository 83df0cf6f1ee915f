from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inss.lib.bidi import Text
from inss.lib.models import Bilingual, Versioned
from inss.lib.slugs import MAX_LENGTH, validate_slug


class AuthorQuerySet(models.QuerySet["Author"]):
    def coauthors_of(self, author: "Author", posts: models.QuerySet) -> Self:
        """Return the people who signed these posts with this author, the most frequent first."""
        with_them = self.filter(bylines__post__in=posts.order_by().values("pk")).exclude(pk=author.pk)
        return with_them.annotate(n=Count("bylines__post", distinct=True)).order_by("-n", "name_en")


class Author(Bilingual, Versioned):
    """A person who signs posts. May be linked to a user of the desk, and may head topics."""

    name_en = models.CharField(_("name"), max_length=120)
    name_he = models.CharField(_("name in Hebrew"), max_length=120, blank=True)
    title_en = models.CharField(_("title"), max_length=200, blank=True)
    title_he = models.CharField(_("title in Hebrew"), max_length=200, blank=True)
    bio_en = models.TextField(_("biography"), blank=True)
    bio_he = models.TextField(_("biography in Hebrew"), blank=True)
    slug = models.CharField(
        _("slug"),
        max_length=MAX_LENGTH,
        unique=True,
        validators=[validate_slug],
        error_messages={"unique": _("Another author already has this slug.")},
    )
    email = models.EmailField(_("e-mail"), blank=True)
    is_current = models.BooleanField(_("works here now"), default=True)
    leads = models.ManyToManyField("topics.Topic", verbose_name=_("heads"), related_name="heads", blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user of the desk"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )

    objects = AuthorQuerySet.as_manager()

    NAMED_BY = ("name_en", "name_he")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("posts:author", args=[self.slug])

    @property
    def name(self) -> Text:
        return self.text("name")

    @property
    def title(self) -> Text:
        return self.text("title")

    @property
    def told_apart_by(self) -> str:
        """From others of the same name, in a combobox."""
        return ", ".join(filter(None, [self.title, self.slug]))

    @property
    def bio(self) -> Text:
        return self.text("bio")

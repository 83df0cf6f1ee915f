from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from inss.lib.bidi import Text
from inss.lib.models import Bilingual, TreeNode
from inss.lib.slugs import MAX_LENGTH, validate_slug


class TopicQuerySet(TreeQuerySet):
    model: "type[Topic]"

    def active(self) -> Self:
        """Topics that editors may choose."""
        return self.filter(is_retired=False)

    def projects(self) -> Self:
        return self.filter(kind=self.model.Kind.PROJECT)

    def without_projects(self) -> Self:
        """The tree of subjects."""
        return self.exclude(kind=self.model.Kind.PROJECT)


class Topic(Bilingual, TreeNode):
    """A subject of research. It knows nothing of posts or authors; they point to it."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic")
        CENTER = "center", _("center")
        PROJECT = "project", _("project")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TOPIC)
    name_en = models.CharField(_("name"), max_length=120)
    name_he = models.CharField(_("name in Hebrew"), max_length=120, blank=True)
    long_name_en = models.CharField(_("long name"), max_length=200, blank=True)
    long_name_he = models.CharField(_("long name in Hebrew"), max_length=200, blank=True)
    slug = models.CharField(_("slug"), max_length=MAX_LENGTH, unique=True, validators=[validate_slug])
    intro_en = models.TextField(_("introduction"), blank=True)
    intro_he = models.TextField(_("introduction in Hebrew"), blank=True)
    sponsor_en = models.CharField(_("sponsor"), max_length=200, blank=True)
    sponsor_he = models.CharField(_("sponsor in Hebrew"), max_length=200, blank=True)
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("Keeps its posts and its address; editors can no longer choose it."),
    )

    objects = TopicQuerySet.as_manager()

    NAMED_BY = ("name_en", "name_he")

    class Meta(TreeNode.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(
                name="project_is_a_root",
                condition=~models.Q(kind="project") | models.Q(parent__isnull=True),
                violation_error_message=_("A project stands at the top of the tree, not inside a topic."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("project" if self.is_project else "topic", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.is_project and self.is_primary_of_something():
            raise ValidationError(
                {"kind": _("This is the main topic of posts, and a project cannot be a main topic.")}
            )

    def is_primary_of_something(self) -> bool:
        """Return whether a model that links to topics has this one as a primary topic."""
        links = [
            relation.related_model._base_manager.filter(**{relation.field.name: self.pk}, is_primary=True)
            for relation in self._meta.related_objects
            if any(field.name == "is_primary" for field in relation.related_model._meta.fields)
        ]
        return any(link.exists() for link in links)

    @property
    def is_project(self) -> bool:
        return self.kind == self.Kind.PROJECT

    @property
    def name(self) -> Text:
        """Return the short name, for menus and lists."""
        return self.text("name")

    @property
    def long_name(self) -> Text:
        """Return the full name, for bylines and the topic's page, or else the short name."""
        return self.text("long_name") or self.name

    @property
    def told_apart_by(self) -> str:
        """From others of the same name, in a combobox."""
        return ", ".join(filter(None, [self.parent and self.parent.name, self.slug]))

    @property
    def intro(self) -> Text:
        return self.text("intro")

    @property
    def sponsor(self) -> Text:
        return self.text("sponsor")

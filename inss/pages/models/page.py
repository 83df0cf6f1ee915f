from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from tree_queries.query import TreeQuerySet

from inss.lib.models import HasPath, Owned, Prose, Twinned, TwinQueries


class PageQuerySet(TwinQueries, TreeQuerySet["Page"]):
    def published(self) -> Self:
        """Pages that the public may read now."""
        return self.filter(status=self.model.Status.PUBLISHED)


class Page(Prose, Owned, Twinned, HasPath):
    """A standing page: one row for each language; twins share `twin_group`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    objects = PageQuerySet.as_manager()

    NAMED_BY = ("title",)

    class Meta(HasPath.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        permissions = [("publish_page", "Can publish pages and change published ones")]
        constraints = [
            models.UniqueConstraint(name="page_has_a_path_of_its_own", fields=["language", "path"]),
            models.UniqueConstraint(
                name="page_twins_differ_in_language",
                fields=["twin_group", "language"],
                violation_error_message=_("There is already a version in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public URL in the page's own language, whatever language is active."""
        with override(self.language):
            return reverse("by_path", args=[f"{self.path}/"])

    @property
    def is_live(self) -> bool:
        return self.status == self.Status.PUBLISHED

    def branch_was_public(self) -> bool:
        return self.descendants(include_self=True).filter(status=self.Status.PUBLISHED).exists()

    def clean(self) -> None:
        super().clean()
        if self.parent and self.parent.language != self.language:
            raise ValidationError({"parent": _("Choose a page in the same language.")})

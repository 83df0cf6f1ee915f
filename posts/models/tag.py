from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from inss.lib.bidi import ENGLISH, HEBREW, Text, current_language
from inss.lib.models import Timestamped, Versioned
from inss.lib.slugs import latin_slug, validate_slug


class Tag(Versioned, TagBase):
    """A keyword. `name` is in English (taggit's own field); both languages share one slug."""

    name_he = models.CharField(_("name in Hebrew"), max_length=100, blank=True)
    slug = models.CharField(_("slug"), max_length=100, unique=True, validators=[validate_slug])

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("posts:tag", args=[self.slug])

    @property
    def label(self) -> Text:
        """Return the name in the active language."""
        if current_language() == HEBREW and self.name_he:
            return Text(self.name_he, HEBREW)
        return Text(self.name, ENGLISH)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return a Latin slug. taggit calls this, and would make a Hebrew slug for a Hebrew tag."""
        slug = latin_slug(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"


class TaggedPost(Timestamped, ItemBase):
    content_object = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged")

    class Meta:
        verbose_name = _("tag of a post")
        verbose_name_plural = _("tags of posts")
        constraints = [models.UniqueConstraint(name="post_has_a_tag_once", fields=["content_object", "tag"])]
